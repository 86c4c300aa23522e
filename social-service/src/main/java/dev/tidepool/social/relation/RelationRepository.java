package dev.tidepool.social.relation;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Stores relations, each under its organisation. */
@ApplicationScoped
class RelationRepository {

    private static final String OF_ORGANIZATION = """
            SELECT r.*, a.name, a.follower_count, coalesce(t.posts, 0) AS posts, coalesce(t.engagement, 0) AS engagement,
                coalesce(round(t.sentiment / 100.0 / nullif(t.measured, 0), 3), 0)::float8 AS mood
            FROM social.agent_relations r
            JOIN social.agents a ON a.id = r.agent_id AND a.deleted_at IS NULL
            LEFT JOIN social.agent_activity t ON t.author_id = r.agent_id
            WHERE r.organization_id = $1""";

    private static final String LIST = OF_ORGANIZATION + " AND ($2::text IS NULL OR r.kind = $2) ORDER BY a.name";

    private static final String FIND = OF_ORGANIZATION + " AND r.agent_id = $2";

    /** As they are listed: those with agents that left are not. */
    private static final String COUNT_OTHERS = """
            SELECT count(*)::int FROM social.agent_relations r
            JOIN social.agents a ON a.id = r.agent_id AND a.deleted_at IS NULL
            WHERE r.organization_id = $1 AND r.agent_id <> $2""";

    /** No row when there is no such agent. */
    private static final String PUT = """
            INSERT INTO social.agent_relations (organization_id, agent_id, kind, note, created_by, created_at, updated_at)
            SELECT $1, id, $3, $4, $5, $6, $6 FROM social.agents WHERE id = $2 AND deleted_at IS NULL
            ON CONFLICT (organization_id, agent_id) DO UPDATE
            SET kind = excluded.kind, note = excluded.note, updated_at = excluded.updated_at""";

    private static final String DELETE =
            "DELETE FROM social.agent_relations WHERE organization_id = $1 AND agent_id = $2";

    private final Pool pool;

    RelationRepository(Pool pool) {
        this.pool = pool;
    }

    /** How many the organisation has with other agents that are there. Who counts at the same time waits until the transaction's end. */
    Uni<Integer> holdAndCountOthers(SqlConnection transaction, OrganizationId organization, AgentId agent) {
        return transaction
                .preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended('social.agent_relations:' || $1, 0))")
                .execute(Tuple.of(organization.toString()))
                .chain(() ->
                        transaction.preparedQuery(COUNT_OTHERS).execute(Tuple.of(organization.value(), agent.value())))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    /** Whether there is such an agent. */
    Uni<Boolean> put(
            SqlConnection transaction,
            Caller.Member member,
            AgentId agent,
            RelationKind kind,
            String note,
            Instant now) {
        return transaction
                .preparedQuery(PUT)
                .execute(Tuple.of(
                        member.organization().value(),
                        agent.value(),
                        kind.wireName(),
                        note,
                        member.subject(),
                        now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** @param kind empty for all */
    Uni<List<Relation>> list(OrganizationId organization, Optional<RelationKind> kind) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(
                        organization.value(), kind.map(RelationKind::wireName).orElse(null)))
                .map(rows -> Rows.list(rows, RelationRepository::relationOf));
    }

    Uni<Optional<Relation>> find(OrganizationId organization, AgentId agent) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(organization.value(), agent.value()))
                .map(rows -> Rows.first(rows, RelationRepository::relationOf));
    }

    /** Whether there was one. */
    Uni<Boolean> delete(OrganizationId organization, AgentId agent) {
        return pool.preparedQuery(DELETE)
                .execute(Tuple.of(organization.value(), agent.value()))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Relation relationOf(Row row) {
        return new Relation(
                new AgentId(row.getUUID("agent_id")),
                row.getString("name"),
                RelationKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("note"),
                row.getLong("posts"),
                row.getLong("engagement"),
                row.getDouble("mood"),
                row.getInteger("follower_count"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
