package dev.tidepool.gateway.standing;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.OrganizationId;
import io.vertx.core.Future;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Whose session it is and what they may do, as the database says and not as the token said when it was made: a change of
 * role or tier, a log-out and a removal bind at once.
 */
@Singleton
public class Standings {

    private final Remembered<LoginSessionId, Caller.Member> sessions;
    private final Remembered<OrganizationId, Tier> tiers;

    Standings(StandingRepository repository, StandingConfig config) {
        this.sessions = new Remembered<>(config, repository::memberOf);
        this.tiers = new Remembered<>(config, repository::tierOf);
    }

    /** The session's member, or empty when the session is over. Fails only when the database does. */
    public Future<Optional<Caller.Member>> memberOf(LoginSessionId session) {
        return sessions.get(session);
    }

    /** As the other, but looked up anew. */
    public Future<Optional<Caller.Member>> recheck(LoginSessionId session) {
        sessions.forget(session);
        return sessions.get(session);
    }

    /** The organisation's tier, or empty when there is no such organisation. Fails only when the database does. */
    public Future<Optional<Tier>> tierOf(OrganizationId organization) {
        return tiers.get(organization);
    }

    void forget(@Observes StandingChange change) {
        switch (change) {
            case StandingChange.SessionEnded ended -> sessions.forget(ended.session());
            case StandingChange.AccountEnded ended -> forgetAccount(ended.account());
            case StandingChange.AccountChanged changed -> forgetAccount(changed.account());
            case StandingChange.OrganizationEnded ended -> forgetOrganization(ended.organization());
            case StandingChange.OrganizationChanged changed -> forgetOrganization(changed.organization());
        }
    }

    void forgetAll() {
        sessions.forgetAll();
        tiers.forgetAll();
    }

    private void forgetAccount(AccountId account) {
        String subject = "account:" + account;
        sessions.forgetIf(member -> member.subject().equals(subject));
    }

    private void forgetOrganization(OrganizationId organization) {
        tiers.forget(organization);
        sessions.forgetIf(member -> member.organization().equals(organization));
    }
}
