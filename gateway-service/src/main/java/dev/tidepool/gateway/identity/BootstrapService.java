package dev.tidepool.gateway.identity;

import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Organisations and owners as the bootstrap file wants them. */
@ApplicationScoped
class BootstrapService {

    private final OrganizationRepository organizations;
    private final AccountRepository accounts;
    private final Passwords passwords;
    private final Uuid7Generator ids;

    BootstrapService(
            OrganizationRepository organizations, AccountRepository accounts, Passwords passwords, Uuid7Generator ids) {
        this.organizations = organizations;
        this.accounts = accounts;
        this.passwords = passwords;
        this.ids = ids;
    }

    /** The organisation's id; its tier is the file's from now on. Of two gateways that start at once the later one retries. */
    Uni<OrganizationId> ensureOrganization(BootstrapFile.Organization wanted) {
        return storeOrganization(wanted).onFailure().retry().atMost(1);
    }

    @WithTransaction
    Uni<OrganizationId> storeOrganization(BootstrapFile.Organization wanted) {
        Tier tier = Tier.ofWireName(wanted.tier());
        return organizations
                .bootstrapped(wanted.name())
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(moved(found.get(), tier))
                        : organizations.persist(new OrganizationEntity(
                                ids.next(OrganizationId::new).value(),
                                wanted.name(),
                                tier,
                                OrganizationEntity.BOOTSTRAP,
                                Instant.now())))
                .map(stored -> new OrganizationId(stored.id()));
    }

    private static OrganizationEntity moved(OrganizationEntity organization, Tier tier) {
        organization.moveTo(tier);
        return organization;
    }

    /** The owner's account has the file's password from now on. */
    Uni<Void> ensureOwner(OrganizationId organization, BootstrapFile.Owner owner) {
        return passwordHashOf(owner.email())
                .chain(hash -> hash.isPresent() ? passwords.matches(owner.password(), hash.get()) : no())
                .chain(unchanged -> unchanged ? Uni.createFrom().voidItem() : storeWithNewHash(organization, owner));
    }

    @WithSession
    Uni<Optional<String>> passwordHashOf(String email) {
        return accounts.ofEmail(email).map(account -> account.map(AccountEntity::passwordHash));
    }

    private Uni<Void> storeWithNewHash(OrganizationId organization, BootstrapFile.Owner owner) {
        return passwords
                .hash(owner.password())
                .chain(hash -> storeOwner(organization, owner, hash)
                        .onFailure()
                        .retry()
                        .atMost(1));
    }

    @WithTransaction
    Uni<Void> storeOwner(OrganizationId organization, BootstrapFile.Owner owner, String hash) {
        return accounts.ofEmail(owner.email())
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(changed(found.get(), hash))
                        : accounts.persist(new AccountEntity(
                                ids.next(AccountId::new).value(),
                                organization.value(),
                                owner.email(),
                                hash,
                                Role.OWNER,
                                Instant.now())))
                .replaceWithVoid();
    }

    private static AccountEntity changed(AccountEntity account, String hash) {
        account.changePassword(hash);
        return account;
    }

    private static Uni<Boolean> no() {
        return Uni.createFrom().item(false);
    }
}
