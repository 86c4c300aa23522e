package dev.tidepool.gateway.socket;

import dev.tidepool.gateway.apikey.KeyEnds;
import dev.tidepool.gateway.standing.StandingChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * Closes the sockets of credentials that are revoked or stand for something else now, and shortens the lives of those that are
 * replaced. Announcements reach every gateway within a second; {@link SocketRecheck} is the net under them.
 */
@ApplicationScoped
class SocketRevocations {

    private final OpenSockets sockets;

    SocketRevocations(OpenSockets sockets) {
        this.sockets = sockets;
    }

    void keyEnds(@Observes KeyEnds ends) {
        credentialEnds("key:" + ends.hash(), ends.at());
    }

    void standingChanges(@Observes StandingChange change) {
        switch (change) {
            case StandingChange.SessionEnded session -> credentialEnds("session:" + session.session(), Instant.now());
            case StandingChange.AccountEnded account -> close(isSubject("account:" + account.account()), Close.REVOKED);
            // The role is another: what the socket may hear is to be asked anew.
            case StandingChange.AccountChanged account ->
                close(isSubject("account:" + account.account()), Close.CHANGED);
            case StandingChange.OrganizationEnded ended ->
                close(owner -> owner.member().organization().equals(ended.organization()), Close.REVOKED);
            // The next handshake counts by the new tier.
            case StandingChange.OrganizationChanged changed -> {}
        }
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
