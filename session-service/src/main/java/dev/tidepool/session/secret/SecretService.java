package dev.tidepool.session.secret;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.seal.Sealed;
import dev.tidepool.session.tenant.TenantDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps organisations' secrets, and opens them for those who send them to where they may go. A secret of another organisation
 * does not exist here. Counts {@code tidepool.secrets.changes{change}} and {@code tidepool.secrets.uses{outcome}}.
 */
@ApplicationScoped
public class SecretService {

    private final TenantDatabase database;
    private final SecretRepository secrets;
    private final SecretSeal seal;
    private final SecretEvents events;
    private final OutboxRelay relay;
    private final SecretConfig config;
    private final MeterRegistry metrics;

    SecretService(
            TenantDatabase database,
            SecretRepository secrets,
            SecretSeal seal,
            SecretEvents events,
            OutboxRelay relay,
            SecretConfig config,
            MeterRegistry metrics) {
        this.database = database;
        this.secrets = secrets;
        this.seal = seal;
        this.events = events;
        this.relay = relay;
        this.config = config;
        this.metrics = metrics;
    }

    /** A secret as it was set, and whether there was none of its name before. */
    record Stored(Secret secret, boolean isNew) {}

    /** In place of one that may be there. Fails with 403 for anybody but owners and administrators, 409 when there are too many. */
    Uni<Stored> put(Caller.Member member, SecretName name, SecretHosts hosts, String value) {
        requireAdministrator(member);
        OrganizationId organization = member.organization();
        return database.inTransaction(
                        organization,
                        transaction -> secrets.holdAndCount(transaction, organization)
                                .chain(count -> secrets.find(transaction, organization, name)
                                        .invoke(found -> requirePlace(found, count)))
                                .map(found -> secret(member, name, hosts, found))
                                .call(stored -> secrets.store(
                                        transaction,
                                        stored.secret(),
                                        seal.seal(value, stored.secret().bound())))
                                .call(stored -> events.set(transaction, stored.secret())))
                .invoke(relay::wake)
                .invoke(() -> changed("set"));
    }

    private void requirePlace(Optional<Secret> found, long count) {
        if (found.isEmpty() && count >= config.maxSecrets()) {
            throw Problem.of(
                    SecretError.SECRET_LIMIT_REACHED,
                    "The organisation has " + config.maxSecrets() + " secrets. Delete one it does not need.");
        }
    }

    private static Stored secret(Caller.Member member, SecretName name, SecretHosts hosts, Optional<Secret> before) {
        Instant now = DatabaseTime.now();
        Secret secret = new Secret(
                member.organization(),
                name,
                hosts,
                before.map(Secret::createdBy).orElse(member.subject()),
                before.map(Secret::createdAt).orElse(now),
                member.subject(),
                now,
                before.flatMap(Secret::lastUsedAt));
        return new Stored(secret, before.isEmpty());
    }

    /** By name. */
    Uni<List<Secret>> list(OrganizationId organization) {
        return database.inTransaction(organization, transaction -> secrets.list(transaction, organization));
    }

    /** Fails with 404, and with 403 for anybody but owners and administrators. */
    Uni<Void> delete(Caller.Member member, SecretName name) {
        requireAdministrator(member);
        OrganizationId organization = member.organization();
        return database.inTransaction(
                        organization,
                        transaction -> secrets.delete(transaction, organization, name)
                                .invoke(deleted -> requireDeleted(deleted, name))
                                .chain(() -> events.deleted(
                                        transaction, organization, name, member.subject(), DatabaseTime.now())))
                .invoke(relay::wake)
                .invoke(() -> changed("deleted"));
    }

    /** The names of the organisation's secrets. */
    public Uni<Set<String>> names(SqlConnection transaction, OrganizationId organization) {
        return secrets.list(transaction, organization)
                .map(all -> all.stream().map(secret -> secret.name().value()).collect(Collectors.toSet()));
    }

    /** The value, if the organisation has the secret and it may be sent to this host. Fails with 409 when it cannot be opened. */
    public Uni<Optional<String>> open(OrganizationId organization, String name, String host) {
        if (!SecretName.isName(name)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return database.inTransaction(
                        organization,
                        transaction -> secrets.find(transaction, organization, new SecretName(name))
                                .map(found ->
                                        found.filter(secret -> secret.hosts().allow(host)))
                                .chain(found -> found.isEmpty()
                                        ? Uni.createFrom().item(Optional.<String>empty())
                                        : open(transaction, found.get())))
                .invoke(value -> used(value.isPresent() ? "opened" : "none"))
                .onFailure()
                .invoke(failure -> used("failed"));
    }

    private Uni<Optional<String>> open(SqlConnection transaction, Secret secret) {
        return secrets.sealed(transaction, secret)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : open(transaction, secret, found.get()));
    }

    private Uni<Optional<String>> open(SqlConnection transaction, Secret secret, Sealed sealed) {
        String value = seal.open(sealed, secret.bound(), secret.name());
        Uni<Void> renewed = seal.isOutdated(sealed)
                ? secrets.reseal(transaction, secret, sealed, seal.seal(value, secret.bound()))
                : Uni.createFrom().voidItem();
        return renewed.chain(() -> secrets.used(transaction, secret, DatabaseTime.now()))
                .replaceWith(Optional.of(value));
    }

    private void changed(String change) {
        metrics.counter("tidepool.secrets.changes", "change", change).increment();
    }

    private void used(String outcome) {
        metrics.counter("tidepool.secrets.uses", "outcome", outcome).increment();
    }

    private static void requireAdministrator(Caller.Member member) {
        if (!member.roles().contains(Role.OWNER) && !member.roles().contains(Role.ADMIN)) {
            throw Problem.forbidden("Only owners and administrators of the organisation set and delete its secrets.");
        }
    }

    private static void requireDeleted(boolean deleted, SecretName name) {
        if (!deleted) {
            throw Problem.notFound(SecretError.SECRET_NOT_FOUND, name);
        }
    }
}
