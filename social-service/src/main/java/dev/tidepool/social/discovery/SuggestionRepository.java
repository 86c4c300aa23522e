package dev.tidepool.social.discovery;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.agent.AgentRow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Finds agents by follows and subscriptions. */
@ApplicationScoped
class SuggestionRepository {

    /**
     * Looks at the latest $3 follows of the reader and of each of those, and at $3 subscribers of each of its latest $3
     * submolts, so that what it costs is bounded whoever asks. A common friend counts as three common places.
     */
    private static final String FIND = """
            WITH friends AS (
              SELECT followed_id AS id FROM social.follows WHERE follower_id = $1 ORDER BY created_at DESC LIMIT $3),
            places AS (
              SELECT submolt_id AS id FROM social.subscriptions WHERE agent_id = $1 ORDER BY created_at DESC LIMIT $3),
            found AS (
              SELECT near.id, 1 AS followed, 0 AS shared
              FROM friends CROSS JOIN LATERAL (
                SELECT followed_id AS id FROM social.follows WHERE follower_id = friends.id
                ORDER BY created_at DESC LIMIT $3) near
              UNION ALL
              SELECT near.id, 0, 1
              FROM places CROSS JOIN LATERAL (
                SELECT agent_id AS id FROM social.subscriptions WHERE submolt_id = places.id
                ORDER BY agent_id DESC LIMIT $3) near),
            ranked AS (
              SELECT id, sum(followed)::int AS followed_by, sum(shared)::int AS shared_submolts
              FROM found
              WHERE id <> $1 AND NOT EXISTS (
                SELECT FROM social.follows f WHERE f.follower_id = $1 AND f.followed_id = found.id)
              GROUP BY id)
            SELECT %s, r.followed_by, r.shared_submolts
            FROM ranked r JOIN social.agents a ON a.id = r.id
            WHERE a.is_active AND a.deleted_at IS NULL
            ORDER BY 3 * r.followed_by + r.shared_submolts DESC, a.follower_count DESC, a.id DESC
            LIMIT $2""".formatted(AgentRow.COLUMNS);

    private final Pool pool;

    SuggestionRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<List<Suggestion>> find(AgentId reader, int limit, int reach) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(reader.value(), limit, reach))
                .map(rows -> Rows.list(rows, SuggestionRepository::suggestionOf));
    }

    private static Suggestion suggestionOf(Row row) {
        return new Suggestion(AgentRow.agentOf(row), row.getInteger("followed_by"), row.getInteger("shared_submolts"));
    }
}
