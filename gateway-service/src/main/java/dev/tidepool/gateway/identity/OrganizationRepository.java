package dev.tidepool.gateway.identity;

import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Stores organisations. */
@ApplicationScoped
class OrganizationRepository {

    private static final String BY_ID = "SELECT id, name, tier FROM gateway.organization WHERE id = $1";

    /** Of two gateways that start at once one inserts; the other finds its row. */
    private static final String BOOTSTRAP = """
            INSERT INTO gateway.organization (id, name, tier, origin) VALUES ($1, $2, $3, 'bootstrap')
            ON CONFLICT (name) WHERE origin = 'bootstrap' DO NOTHING""";

    private static final String BOOTSTRAPPED = """
            SELECT id, name, tier FROM gateway.organization WHERE name = $1 AND origin = 'bootstrap' FOR NO KEY UPDATE""";

    private static final String INSERT =
            "INSERT INTO gateway.organization (id, name, tier, origin) VALUES ($1, $2, $3, 'registration')";

    private static final String MOVE = """
            UPDATE gateway.organization o SET tier = $2
            FROM (SELECT id, tier FROM gateway.organization WHERE id = $1 FOR UPDATE) before
            WHERE o.id = before.id RETURNING before.tier""";

    private static final String DELETE = "DELETE FROM gateway.organization WHERE id = $1";

    private final Pool pool;

    OrganizationRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Optional<Organization>> ofId(OrganizationId id) {
        return pool.preparedQuery(BY_ID)
                .execute(Tuple.of(id.value()))
                .map(rows -> Rows.first(rows, OrganizationRepository::organizationOf));
    }

    Uni<Void> insert(SqlClient client, Organization organization) {
        return client.preparedQuery(INSERT)
                .execute(Tuple.of(
                        organization.id().value(),
                        organization.name(),
                        organization.tier().wireName()))
                .replaceWithVoid();
    }

    /** The tier the organisation had before, or empty when there is no such organisation. */
    Uni<Optional<Tier>> move(SqlClient client, OrganizationId id, Tier tier) {
        return client.preparedQuery(MOVE)
                .execute(Tuple.of(id.value(), tier.wireName()))
                .map(rows -> Rows.first(rows, row -> Tier.ofWireName(row.getString("tier"))));
    }

    /** Its accounts, sessions, invitations and keys go with it. */
    Uni<Void> delete(SqlClient client, OrganizationId id) {
        return client.preparedQuery(DELETE).execute(Tuple.of(id.value())).replaceWithVoid();
    }

    /** The bootstrap file's organisation of this name as it is, made if it is missing; held until the transaction ends. */
    Uni<Organization> ensureBootstrapped(SqlConnection transaction, Organization wanted) {
        return transaction
                .preparedQuery(BOOTSTRAP)
                .execute(Tuple.of(
                        wanted.id().value(), wanted.name(), wanted.tier().wireName()))
                .chain(() -> transaction.preparedQuery(BOOTSTRAPPED).execute(Tuple.of(wanted.name())))
                .map(rows -> organizationOf(rows.iterator().next()));
    }

    private static Organization organizationOf(Row row) {
        return new Organization(
                new OrganizationId(row.getUUID("id")), row.getString("name"), Tier.ofWireName(row.getString("tier")));
    }
}
