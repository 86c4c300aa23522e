package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Organisations that agents bring along, and the undoing of a registration. */
@ApplicationScoped
class AgentKeyRepository {

    private static final String INSERT_ORGANIZATION = """
            INSERT INTO gateway.organization (id, name, tier, origin) VALUES ($1, $2, 'open_source', 'registration')""";

    /** Registrations of one organisation wait for each other, so that none counts past another's key. */
    private static final String HOLD = "SELECT tier FROM gateway.organization WHERE id = $1 FOR NO KEY UPDATE";

    private static final String COUNT = """
            SELECT count(*) AS active FROM gateway.api_key
            WHERE organization_id = $1 AND agent_id IS NOT NULL AND revoked_at IS NULL
              AND (expires_at IS NULL OR expires_at > now())""";

    /** Only what a registration just made can be undone: its agent is known to nobody yet. */
    private static final String DELETE_FRESH = """
            WITH gone AS (
              DELETE FROM gateway.api_key
              WHERE agent_id = $1 AND created_at > now() - interval '5 minutes'
              RETURNING key_hash, previous_hash, organization_id),
            emptied AS (
              DELETE FROM gateway.organization o USING gone
              WHERE o.id = gone.organization_id AND o.origin = 'registration'
                AND NOT EXISTS (SELECT FROM gateway.account a WHERE a.organization_id = o.id)
                AND NOT EXISTS (
                  SELECT FROM gateway.api_key k
                  WHERE k.organization_id = o.id AND k.agent_id IS DISTINCT FROM $1))
            SELECT key_hash, previous_hash, organization_id FROM gone""";

    private static final String KEY_OF_AGENT =
            "SELECT id FROM gateway.api_key WHERE organization_id = $1 AND agent_id = $2 AND revoked_at IS NULL";

    private static final String PLACE_OF_AGENT =
            "SELECT id, organization_id FROM gateway.api_key WHERE agent_id = $1 AND revoked_at IS NULL";

    /** An agent's key, and whose it is. */
    record Place(OrganizationId organization, ApiKeyId key) {}

    /** What was undone. */
    record Undone(OrganizationId organization, List<String> hashes) {}

    Uni<Void> insertOrganization(SqlConnection transaction, OrganizationId organization, String name) {
        return transaction
                .preparedQuery(INSERT_ORGANIZATION)
                .execute(Tuple.of(organization.value(), name))
                .replaceWithVoid();
    }

    /** Its tier, or empty when the organisation is gone; until the transaction ends nobody else holds it. */
    Uni<Optional<Tier>> hold(SqlConnection transaction, OrganizationId organization) {
        return transaction
                .preparedQuery(HOLD)
                .execute(Tuple.of(organization.value()))
                .map(rows -> Rows.first(rows, row -> Tier.ofWireName(row.getString("tier"))));
    }

    /** How many agents of the organisation, which is held, have a key. */
    Uni<Long> count(SqlConnection transaction, OrganizationId organization) {
        return transaction
                .preparedQuery(COUNT)
                .execute(Tuple.of(organization.value()))
                .map(rows -> rows.iterator().next().getLong("active"));
    }

    Uni<Optional<Undone>> deleteFresh(SqlConnection transaction, AgentId agent) {
        return transaction
                .preparedQuery(DELETE_FRESH)
                .execute(Tuple.of(agent.value()))
                .map(rows -> Rows.first(
                        rows,
                        row -> new Undone(new OrganizationId(row.getUUID("organization_id")), KeyRows.hashesOf(row))));
    }

    Uni<Optional<Place>> placeOf(SqlConnection transaction, AgentId agent) {
        return transaction
                .preparedQuery(PLACE_OF_AGENT)
                .execute(Tuple.of(agent.value()))
                .map(rows -> Rows.first(
                        rows,
                        row -> new Place(
                                new OrganizationId(row.getUUID("organization_id")), new ApiKeyId(row.getUUID("id")))));
    }

    Uni<Optional<ApiKeyId>> keyOf(SqlConnection transaction, OrganizationId organization, AgentId agent) {
        return transaction
                .preparedQuery(KEY_OF_AGENT)
                .execute(Tuple.of(organization.value(), agent.value()))
                .map(rows -> Rows.first(rows, row -> new ApiKeyId(row.getUUID("id"))));
    }
}
