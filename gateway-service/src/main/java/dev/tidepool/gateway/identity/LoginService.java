package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.audit.AuditTrail;
import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.audit.Severity;
import dev.tidepool.gateway.standing.AccountId;
import dev.tidepool.gateway.standing.StandingChange;
import dev.tidepool.gateway.standing.StandingChanges;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Log-in and a change of one's password. */
@ApplicationScoped
class LoginService {

    private static final Logger LOG = Logger.getLogger(LoginService.class);

    private final Pool pool;
    private final AccountRepository accounts;
    private final Passwords passwords;
    private final PasswordCheck check;
    private final SessionService sessions;
    private final StandingChanges changes;
    private final AuditTrail audit;

    LoginService(
            Pool pool,
            AccountRepository accounts,
            Passwords passwords,
            PasswordCheck check,
            SessionService sessions,
            StandingChanges changes,
            AuditTrail audit) {
        this.pool = pool;
        this.accounts = accounts;
        this.passwords = passwords;
        this.check = check;
        this.sessions = sessions;
        this.changes = changes;
        this.audit = audit;
    }

    /** Tokens of a new session. An unknown address and a wrong password get the same answer in the same time. */
    Uni<TokenView> logIn(LogIn request, Origin origin) {
        return check.prove(request.email(), request.password(), origin)
                .map(proven -> proven.orElseThrow(LoginService::refused))
                .chain(account -> fresh(account, request.password()))
                .chain(fresh -> pool.withTransaction(transaction -> open(transaction, fresh, origin)))
                .chain(sessions::tokens);
    }

    /** The account, and a hash to store if its own was made with another cost than is set now. */
    private record Fresh(Account account, Optional<String> newHash) {}

    private Uni<Fresh> fresh(Account account, Password password) {
        return passwords.isOutdated(account.passwordHash())
                ? passwords.hash(password).map(hash -> new Fresh(account, Optional.of(hash)))
                : Uni.createFrom().item(new Fresh(account, Optional.empty()));
    }

    private Uni<SessionService.Opened> open(SqlConnection transaction, Fresh fresh, Origin origin) {
        Account account = fresh.account();
        return accounts.hold(transaction, account)
                .invoke(LoginService::requireUnchanged)
                .chain(() -> fresh.newHash()
                        .map(hash -> accounts.changePassword(transaction, account.id(), hash))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .chain(() -> sessions.open(transaction, account.id()))
                .call(opened -> audit.append(
                        transaction,
                        IdentityEvents.by(
                                account,
                                "login.succeeded",
                                Severity.INFO,
                                origin,
                                Map.of("session", opened.session().toString()))))
                .invoke(opened -> LOG.infof("event=login subject=account:%s", account.id()));
    }

    /** The password was changed, or the account removed, while it was being compared. */
    private static void requireUnchanged(boolean held) {
        if (!held) {
            throw refused();
        }
    }

    private static Problem refused() {
        return Problem.unauthorized("The email address or the password is wrong.");
    }

    /** Ends all sessions of the account, the caller's included, and answers with the tokens of a new one. */
    Uni<TokenView> changePassword(Caller.Member caller, PasswordChange change, Origin origin) {
        return account(caller)
                .chain(account -> check.prove(new EmailAddress(account.email()), change.currentPassword(), origin))
                .map(proven -> proven.orElseThrow(LoginService::wrongPassword))
                .chain(account -> passwords
                        .hash(change.newPassword())
                        .chain(hash -> pool.withTransaction(transaction -> replace(transaction, account, hash, origin)))
                        .call(() -> changes.announce(new StandingChange.AccountEnded(account.id()))))
                .chain(sessions::tokens);
    }

    private Uni<SessionService.Opened> replace(SqlConnection transaction, Account account, String hash, Origin origin) {
        return accounts.changePassword(transaction, account.id(), hash)
                .chain(() -> sessions.endAll(transaction, account.id()))
                .chain(() -> sessions.open(transaction, account.id()))
                .call(() -> audit.append(
                        transaction,
                        IdentityEvents.by(account, "password.changed", Severity.WARNING, origin, Map.of())))
                .invoke(() -> LOG.infof("event=password_changed subject=account:%s", account.id()));
    }

    /** The caller's own account. Fails with 403 for keys, agents and people of another issuer. */
    Uni<Account> account(Caller.Member caller) {
        AccountId id = caller.idOfKind("account", AccountId::new)
                .orElseThrow(() -> Problem.of(
                        IdentityError.ACCOUNT_REQUIRED, "Use an access token from /v1/auth/login, not a key."));
        return accounts.ofId(id)
                .map(found -> found.orElseThrow(() -> Problem.unauthorized("The account does not exist any more.")));
    }

    static Problem wrongPassword() {
        return Problem.of(IdentityError.WRONG_PASSWORD, "The current password is wrong.");
    }
}
