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
                .chain(account -> open(account, origin)
                        .chain(opened -> opened.isPresent()
                                ? Uni.createFrom().item(opened.get())
                                : openAgain(account.id(), request.password(), origin))
                        .call(() -> renew(account, request.password())))
                .chain(sessions::tokens);
    }

    /** Empty when the account has another hash by now, or is gone. */
    private Uni<Optional<SessionService.Opened>> open(Account account, Origin origin) {
        return pool.withTransaction(transaction -> accounts.hold(transaction, account)
                .chain(held -> held
                        ? open(transaction, account, origin).map(Optional::of)
                        : Uni.createFrom().item(Optional.empty())));
    }

    /** Another hash need not be another password: one of another cost is replaced at log-in, maybe at another one just now. */
    private Uni<SessionService.Opened> openAgain(AccountId id, Password password, Origin origin) {
        return accounts.ofId(id)
                .map(found -> found.orElseThrow(LoginService::refused))
                .call(account ->
                        passwords.matches(password, account.passwordHash()).invoke(LoginService::require))
                .chain(account -> open(account, origin))
                .map(opened -> opened.orElseThrow(LoginService::refused));
    }

    private Uni<SessionService.Opened> open(SqlConnection transaction, Account account, Origin origin) {
        return sessions.open(transaction, account, origin)
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

    /** Stores a hash of the cost that is set now, unless the password was changed meanwhile. After the log-in: it may fail. */
    private Uni<Void> renew(Account account, Password password) {
        return passwords.isOutdated(account.passwordHash())
                ? passwords
                        .hash(password)
                        .chain(hash -> accounts.replaceHash(pool, account, hash))
                        .onFailure()
                        .invoke(failure -> LOG.warnf("event=password_hash_kept reason=%s", failure.toString()))
                        .onFailure()
                        .recoverWithItem(false)
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private static void require(boolean matches) {
        if (!matches) {
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
        return accounts.replaceHash(transaction, account, hash)
                .invoke(LoginService::requireReplaced)
                .chain(() -> sessions.endAll(transaction, account.id()))
                .chain(() -> sessions.open(transaction, account, origin))
                .call(() -> audit.append(
                        transaction,
                        IdentityEvents.by(account, "password.changed", Severity.WARNING, origin, Map.of())))
                .invoke(() -> LOG.infof("event=password_changed subject=account:%s", account.id()));
    }

    /** Of two changes at once, both proven with the same password, one is the later: it was not proven with the present one. */
    private static void requireReplaced(boolean replaced) {
        if (!replaced) {
            throw wrongPassword();
        }
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
