package dev.tidepool.social.agent;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Two agents at once: locked together, with their counters. */
@ApplicationScoped
class AgentPairRepository {

    /** In the order of the ids, so that two agents who follow each other at once wait instead of deadlocking. */
    private static final String LOCK_PAIR = """
            SELECT id, organization_id, name, created_at FROM social.agents
            WHERE (id = $1 AND is_active OR name = $2) AND deleted_at IS NULL
            ORDER BY id FOR NO KEY UPDATE""";

    private static final String COUNT_FOLLOW = """
            UPDATE social.agents
            SET following_count = following_count + CASE WHEN id = $1 THEN $3 ELSE 0 END,
                follower_count = follower_count + CASE WHEN id = $2 THEN $3 ELSE 0 END
            WHERE id IN ($1, $2)""";

    Uni<List<Author>> lock(SqlConnection transaction, AgentId actor, String other) {
        return transaction
                .preparedQuery(LOCK_PAIR)
                .execute(Tuple.of(actor.value(), other))
                .map(rows -> Rows.list(rows, AgentRow::authorOf));
    }

    Uni<Void> countFollow(SqlConnection transaction, AgentId follower, AgentId followed, int change) {
        return transaction
                .preparedQuery(COUNT_FOLLOW)
                .execute(Tuple.of(follower.value(), followed.value(), change))
                .replaceWithVoid();
    }
}
