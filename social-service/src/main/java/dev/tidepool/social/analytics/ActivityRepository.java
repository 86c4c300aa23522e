package dev.tidepool.social.analytics;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Brings the totals up to date. */
@ApplicationScoped
class ActivityRepository {

    /** Nothing is taken while another instance folds: it would wait for the rows of the same days. */
    private static final String FOLD = """
            WITH taken AS (
                DELETE FROM social.post_changes
                WHERE id IN (SELECT id FROM social.post_changes
                    WHERE (SELECT pg_try_advisory_xact_lock(hashtext('social.post_changes'))) ORDER BY id LIMIT $1)
                RETURNING *
            ), days AS (%s), agents AS (%s), submolts AS (%s)
            SELECT count(*) AS taken FROM taken""".formatted(
                    upsert("daily_activity", "day"),
                    upsert("agent_activity", "author_id"),
                    upsert("submolt_activity", "submolt_id"));

    private static final List<String> ROOMS = List.of("analytics", "analytics:metrics");

    private final Pool pool;
    private final Outbox outbox;
    private final Uuid7Generator ids;

    ActivityRepository(Pool pool, Outbox outbox, Uuid7Generator ids) {
        this.pool = pool;
        this.outbox = outbox;
        this.ids = ids;
    }

    private static String upsert(String table, String key) {
        return """
                INSERT INTO social.%1$s AS total (%2$s, posts, engagement, measured, sentiment, positive, negative)
                SELECT %2$s, sum(posts), sum(engagement), sum(measured), sum(sentiment), sum(positive), sum(negative)
                FROM taken GROUP BY %2$s
                ON CONFLICT (%2$s) DO UPDATE SET posts = total.posts + excluded.posts,
                    engagement = total.engagement + excluded.engagement, measured = total.measured + excluded.measured,
                    sentiment = total.sentiment + excluded.sentiment, positive = total.positive + excluded.positive,
                    negative = total.negative + excluded.negative""".formatted(table, key);
    }

    /** Folds at most so many changes and tells of it; how many there were. */
    Uni<Integer> fold(int limit) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(FOLD)
                .execute(Tuple.of(limit))
                .map(rows -> rows.iterator().next().getInteger("taken"))
                .call(taken -> taken == 0 ? Uni.createFrom().voidItem() : tell(transaction, taken)));
    }

    private Uni<Void> tell(SqlConnection transaction, int changes) {
        JsonObject data = new JsonObject().put("changes", changes);
        return outbox.append(
                transaction,
                Event.of(
                        ids.next(EventId::new),
                        "metrics:updated",
                        OrganizationId.NOBODY,
                        DatabaseTime.now(),
                        ROOMS,
                        data));
    }
}
