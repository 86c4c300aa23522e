package dev.tidepool.gateway.identity;

import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
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
            ON CONFLICT (name) WHERE origin = 'bootstrap' DO UPDATE SET tier = excluded.tier
            RETURNING id, name, tier""";

    private final Pool pool;

    OrganizationRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Optional<Organization>> ofId(OrganizationId id) {
        return pool.preparedQuery(BY_ID)
                .execute(Tuple.of(id.value()))
                .map(rows -> Rows.first(rows, OrganizationRepository::organizationOf));
    }

    /** The bootstrap file's organisation of this name, made if it is missing; its tier is the wanted one from now on. */
    Uni<Organization> ensureBootstrapped(Organization wanted) {
        return pool.preparedQuery(BOOTSTRAP)
                .execute(Tuple.of(
                        wanted.id().value(), wanted.name(), wanted.tier().wireName()))
                .map(rows -> organizationOf(rows.iterator().next()));
    }

    private static Organization organizationOf(Row row) {
        return new Organization(
                new OrganizationId(row.getUUID("id")), row.getString("name"), Tier.ofWireName(row.getString("tier")));
    }
}
