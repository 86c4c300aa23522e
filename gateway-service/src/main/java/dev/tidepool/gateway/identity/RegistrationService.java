package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.audit.AuditTrail;
import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.audit.Severity;
import dev.tidepool.gateway.client.ClientNetwork;
import dev.tidepool.gateway.lockout.Lockout;
import dev.tidepool.gateway.standing.AccountId;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.db.SqlFailures;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jboss.logging.Logger;

/** New organisations with their owners. */
@ApplicationScoped
class RegistrationService {

    private static final Logger LOG = Logger.getLogger(RegistrationService.class);

    private final Pool pool;
    private final Lockout lockout;
    private final OrganizationRepository organizations;
    private final AccountRepository accounts;
    private final Passwords passwords;
    private final SessionService sessions;
    private final AuditTrail audit;
    private final Uuid7Generator ids;

    RegistrationService(
            Pool pool,
            Lockout lockout,
            OrganizationRepository organizations,
            AccountRepository accounts,
            Passwords passwords,
            SessionService sessions,
            AuditTrail audit,
            Uuid7Generator ids) {
        this.pool = pool;
        this.lockout = lockout;
        this.organizations = organizations;
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * An organisation of the tier open_source, its owner and a session. An address that has an account is told so: without a
     * letter to it there is no other way to let its owner know, and the wait after a few registrations bounds the asking.
     */
    Uni<RegisteredView> register(Registration wanted, Origin origin) {
        Organization organization =
                new Organization(ids.next(OrganizationId::new), wanted.organization(), Tier.OPEN_SOURCE);
        return lockout.admitRegistration(ClientNetwork.of(origin.clientAddress()))
                .chain(() -> passwords.hash(wanted.password()))
                .map(hash -> new Account(
                        ids.next(AccountId::new),
                        organization.id(),
                        wanted.email().value(),
                        hash,
                        Role.OWNER,
                        DatabaseTime.now()))
                .chain(owner -> store(organization, owner, origin)
                        .chain(sessions::tokens)
                        .map(tokens -> RegisteredView.of(organization, owner, tokens)));
    }

    private Uni<SessionService.Opened> store(Organization organization, Account owner, Origin origin) {
        return pool.withTransaction(transaction -> store(transaction, organization, owner, origin))
                .onFailure(SqlFailures::isUniqueViolation)
                .transform(taken -> emailTaken())
                .invoke(() -> LOG.infof("event=registered organization=%s account=%s", organization.id(), owner.id()));
    }

    private Uni<SessionService.Opened> store(
            SqlConnection transaction, Organization organization, Account owner, Origin origin) {
        return organizations
                .insert(transaction, organization)
                .chain(() -> accounts.insert(transaction, owner))
                .chain(() -> sessions.open(transaction, owner, origin))
                .call(() -> audit.append(
                        transaction,
                        IdentityEvents.by(owner, "organization.registered", Severity.INFO, origin, Map.of())));
    }

    static Problem emailTaken() {
        return Problem.of(IdentityError.EMAIL_TAKEN, "Log in with this address, or use another one.")
                .with("field", "email");
    }
}
