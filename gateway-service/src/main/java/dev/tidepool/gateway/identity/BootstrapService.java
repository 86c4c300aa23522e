package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.audit.AuditTrail;
import dev.tidepool.gateway.audit.SecurityEvent;
import dev.tidepool.gateway.audit.Severity;
import dev.tidepool.gateway.standing.AccountId;
import dev.tidepool.gateway.standing.StandingChange;
import dev.tidepool.gateway.standing.StandingChanges;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.db.SqlFailures;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jboss.logging.Logger;

/** Organisations and owners as the bootstrap file wants them. What it changes is announced and stands in the audit trail. */
@ApplicationScoped
class BootstrapService {

    private static final Logger LOG = Logger.getLogger(BootstrapService.class);

    private final Pool pool;
    private final OrganizationRepository organizations;
    private final AccountRepository accounts;
    private final SessionService sessions;
    private final Passwords passwords;
    private final StandingChanges changes;
    private final AuditTrail audit;
    private final Uuid7Generator ids;

    BootstrapService(
            Pool pool,
            OrganizationRepository organizations,
            AccountRepository accounts,
            SessionService sessions,
            Passwords passwords,
            StandingChanges changes,
            AuditTrail audit,
            Uuid7Generator ids) {
        this.pool = pool;
        this.organizations = organizations;
        this.accounts = accounts;
        this.sessions = sessions;
        this.passwords = passwords;
        this.changes = changes;
        this.audit = audit;
        this.ids = ids;
    }

    /** The organisation's id; its tier is the file's from now on. */
    Uni<OrganizationId> ensureOrganization(BootstrapFile.Organization wanted) {
        Tier tier = Tier.ofWireName(wanted.tier());
        Organization organization = new Organization(ids.next(OrganizationId::new), wanted.name(), tier);
        return pool.withTransaction(transaction -> organizations
                        .ensureBootstrapped(transaction, organization)
                        .call(found -> found.tier() == tier ? nothing() : move(transaction, found, tier)))
                .call(found -> found.tier() == tier
                        ? nothing()
                        : changes.announce(new StandingChange.OrganizationChanged(found.id())))
                .map(Organization::id);
    }

    private Uni<Void> move(SqlConnection transaction, Organization organization, Tier tier) {
        return organizations
                .move(transaction, organization.id(), tier)
                .chain(() -> audit.append(
                        transaction,
                        SecurityEvent.system(
                                "organization.tier_changed",
                                Severity.WARNING,
                                organization.id(),
                                Map.of("from", organization.tier().wireName(), "to", tier.wireName()))));
    }

    /**
     * The owner's account has the file's password from now on. An address that is somebody else's by now is left to them. Of two
     * gateways that start at once the later one retries.
     */
    Uni<Void> ensureOwner(OrganizationId organization, BootstrapFile.Owner owner) {
        return Uni.createFrom()
                .deferred(() -> accounts.ofEmail(owner.email()))
                .chain(found -> found.isEmpty()
                        ? insertOwner(organization, owner)
                        : ensurePassword(organization, found.get(), owner))
                .onFailure(SqlFailures::isUniqueViolation)
                .retry()
                .atMost(1);
    }

    private Uni<Void> insertOwner(OrganizationId organization, BootstrapFile.Owner owner) {
        return passwords
                .hash(new Password(owner.password()))
                .map(hash -> new Account(
                        ids.next(AccountId::new), organization, owner.email(), hash, Role.OWNER, DatabaseTime.now()))
                .chain(account -> pool.withTransaction(transaction -> accounts.insert(transaction, account)
                        .chain(() -> audit.append(transaction, ownerEvent("member.joined", Severity.INFO, account)))));
    }

    private Uni<Void> ensurePassword(OrganizationId organization, Account account, BootstrapFile.Owner owner) {
        if (!account.organization().equals(organization) || account.role() != Role.OWNER) {
            LOG.errorf(
                    "event=bootstrap_owner_refused organization=%s account=%s remedy=\"name another address: this one"
                            + " belongs to an account elsewhere, or to no owner\"",
                    organization, account.id());
            return nothing();
        }
        Password password = new Password(owner.password());
        return passwords
                .matches(password, account.passwordHash())
                .chain(same -> same ? nothing() : changePassword(account, password));
    }

    /** Whoever knew the earlier one is out. */
    private Uni<Void> changePassword(Account account, Password password) {
        return passwords
                .hash(password)
                .chain(hash -> pool.withTransaction(transaction -> accounts.replaceHash(transaction, account, hash)
                        .chain(() -> sessions.endAll(transaction, account.id()))
                        .chain(() ->
                                audit.append(transaction, ownerEvent("password.changed", Severity.WARNING, account)))))
                .invoke(() -> LOG.infof("event=password_changed subject=account:%s", account.id()))
                .chain(() -> changes.announce(new StandingChange.AccountEnded(account.id())));
    }

    private static SecurityEvent ownerEvent(String type, Severity severity, Account account) {
        return SecurityEvent.system(
                type,
                severity,
                account.organization(),
                Map.of("account", account.id().toString(), "reason", "the bootstrap file"));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
