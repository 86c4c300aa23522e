package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.audit.AuditTrail;
import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.audit.SecurityEvent;
import dev.tidepool.gateway.audit.Severity;
import dev.tidepool.gateway.client.ClientNetwork;
import dev.tidepool.gateway.lockout.Lockout;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Decides whether somebody knows an account's password: slowed down, noted, and alike for addresses without an account. */
@ApplicationScoped
class PasswordCheck {

    private static final Logger LOG = Logger.getLogger(PasswordCheck.class);

    private final Lockout lockout;
    private final AccountRepository accounts;
    private final Passwords passwords;
    private final AuditTrail audit;
    private final MeterRegistry metrics;

    PasswordCheck(
            Lockout lockout, AccountRepository accounts, Passwords passwords, AuditTrail audit, MeterRegistry metrics) {
        this.lockout = lockout;
        this.accounts = accounts;
        this.passwords = passwords;
        this.audit = audit;
        this.metrics = metrics;
    }

    /** The account, or empty for an unknown address or a wrong password. Fails with 429 when either has to wait. */
    Uni<Optional<Account>> prove(EmailAddress email, Password password, Origin origin) {
        String network = ClientNetwork.of(origin.clientAddress());
        return lockout.admitPassword(email.value(), network)
                .onFailure(Problem.class)
                .invoke(() -> noteLockedOut(email, origin))
                .chain(() -> accounts.ofEmail(email.value()))
                .chain(found -> compared(found, password, origin))
                .call(proven -> proven.isPresent()
                        ? lockout.passwordWasRight(email.value(), network)
                        : Uni.createFrom().voidItem());
    }

    /** Whose account it is is looked up off the answer's way, whose time must not tell that there is one. */
    private void noteLockedOut(EmailAddress email, Origin origin) {
        accounts.ofEmail(email.value())
                .onFailure()
                .recoverWithItem(Optional.empty())
                .subscribe()
                .with(found -> note("login.locked_out", found, origin));
    }

    private Uni<Optional<Account>> compared(Optional<Account> found, Password password, Origin origin) {
        Uni<Boolean> matches = found.isPresent()
                ? passwords.matches(password, found.get().passwordHash())
                : passwords.matchesNobody(password);
        return matches.map(same -> {
            count(same ? "right" : "wrong");
            if (!same) {
                LOG.warnf("event=login_failed known=%s", found.isPresent());
                note("login.failed", found, origin);
            }
            return same ? found : Optional.empty();
        });
    }

    private void note(String type, Optional<Account> account, Origin origin) {
        audit.note(new SecurityEvent(
                type,
                Severity.WARNING,
                account.map(Account::organization),
                Caller.Anonymous.SUBJECT,
                origin.clientAddress(),
                origin.requestId(),
                account.map(found -> Map.of("account", found.id().toString())).orElse(Map.of())));
    }

    private void count(String outcome) {
        metrics.counter("tidepool.identity.password.checks", "outcome", outcome).increment();
    }
}
