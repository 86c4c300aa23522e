package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.standing.AccountId;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.db.SqlFailures;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Organisations and owners as the bootstrap file wants them. */
@ApplicationScoped
class BootstrapService {

    private final Pool pool;
    private final OrganizationRepository organizations;
    private final AccountRepository accounts;
    private final Passwords passwords;
    private final Uuid7Generator ids;

    BootstrapService(
            Pool pool,
            OrganizationRepository organizations,
            AccountRepository accounts,
            Passwords passwords,
            Uuid7Generator ids) {
        this.pool = pool;
        this.organizations = organizations;
        this.accounts = accounts;
        this.passwords = passwords;
        this.ids = ids;
    }

    /** The organisation's id; its tier is the file's from now on. */
    Uni<OrganizationId> ensureOrganization(BootstrapFile.Organization wanted) {
        return organizations
                .ensureBootstrapped(
                        new Organization(ids.next(OrganizationId::new), wanted.name(), Tier.ofWireName(wanted.tier())))
                .map(Organization::id);
    }

    /** The owner's account has the file's password from now on. Of two gateways that start at once the later one retries. */
    Uni<Void> ensureOwner(OrganizationId organization, BootstrapFile.Owner owner) {
        return Uni.createFrom()
                .deferred(() -> accounts.ofEmail(owner.email()))
                .chain(found -> isUnchanged(found, owner)
                        .chain(unchanged ->
                                unchanged ? Uni.createFrom().voidItem() : storeOwner(organization, owner, found)))
                .onFailure(SqlFailures::isUniqueViolation)
                .retry()
                .atMost(1);
    }

    private Uni<Boolean> isUnchanged(Optional<Account> found, BootstrapFile.Owner owner) {
        return found.isEmpty()
                ? Uni.createFrom().item(false)
                : passwords.matches(new Password(owner.password()), found.get().passwordHash());
    }

    private Uni<Void> storeOwner(OrganizationId organization, BootstrapFile.Owner owner, Optional<Account> found) {
        return passwords
                .hash(new Password(owner.password()))
                .chain(hash -> found.isPresent()
                        ? accounts.changePassword(pool, found.get().id(), hash)
                        : accounts.insert(
                                pool,
                                new Account(
                                        ids.next(AccountId::new),
                                        organization,
                                        owner.email(),
                                        hash,
                                        Role.OWNER,
                                        DatabaseTime.now())));
    }
}
