package dev.tidepool.gateway.socket;

import dev.tidepool.gateway.apikey.KeyEnds;
import dev.tidepool.gateway.standing.StandingChange;
import dev.tidepool.gateway.standing.Standings;
import dev.tidepool.kernel.id.OrganizationId;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Closes the sockets of credentials that are revoked or stand for something else now, shortens the lives of those that are
 * replaced, and tells those of an organisation of its new tier. Announcements reach every gateway within a second; {@link SocketRecheck} is the net under them.
 */
@ApplicationScoped
class SocketRevocations {

    private static final Logger LOG = Logger.getLogger(SocketRevocations.class);

    /** After what was remembered is forgotten (Standings observes with the default priority). */
    private static final int AFTER_STANDINGS = 4000;

    private final OpenSockets sockets;
    private final Standings standings;

    SocketRevocations(OpenSockets sockets, Standings standings) {
        this.sockets = sockets;
        this.standings = standings;
    }

    void keyEnds(@Observes KeyEnds ends) {
        sockets.standingChanges();
        credentialEnds("key:" + ends.hash(), ends.at());
    }

    void standingChanges(@Observes @Priority(AFTER_STANDINGS) StandingChange change) {
        sockets.standingChanges();
        switch (change) {
            case StandingChange.SessionEnded session -> credentialEnds("session:" + session.session(), Instant.now());
            case StandingChange.AccountEnded account -> close(isSubject("account:" + account.account()), Close.REVOKED);
            // The role is another: what the socket may hear is to be asked anew.
            case StandingChange.AccountChanged account ->
                close(isSubject("account:" + account.account()), Close.CHANGED);
            case StandingChange.OrganizationEnded ended ->
                close(owner -> owner.member().organization().equals(ended.organization()), Close.REVOKED);
            case StandingChange.OrganizationChanged changed -> tierChanges(changed.organization());
        }
    }

    /** Its messages count by the new tier from now on; sockets beyond the new one's number stay, and no other is let in. */
    private void tierChanges(OrganizationId organization) {
        standings
                .tierOf(organization)
                .onSuccess(known ->
                        known.ifPresent(tier -> sockets.forEach(socket -> socket.tierChanges(organization, tier))))
                .onFailure(failure -> LOG.debugf("event=socket_tier_unknown reason=%s", failure.toString()));
    }

    private void credentialEnds(String credential, Instant at) {
        sockets.forEach(socket -> socket.credentialEnds(credential, at));
    }

    private void close(Predicate<SocketOwner> whose, Close close) {
        sockets.forEach(socket -> socket.owner().filter(whose).ifPresent(owner -> socket.close(close)));
    }

    private static Predicate<SocketOwner> isSubject(String subject) {
        return owner -> owner.member().subject().equals(subject);
    }
}
