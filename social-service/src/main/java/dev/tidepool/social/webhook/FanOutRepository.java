package dev.tidepool.social.webhook;

import dev.tidepool.kernel.db.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** Makes deliveries of what the journal has. */
@ApplicationScoped
class FanOutRepository {

    /** An instance that finds it locked leaves the round to the one that holds it. */
    private static final String HERE = "SELECT position FROM social.webhook_progress FOR UPDATE SKIP LOCKED";

    /** The position moves in the statement that makes the deliveries: each entry is read exactly once, whoever dies. */
    private static final String FAN_OUT = """
            WITH entries AS (
                SELECT * FROM social.journal WHERE position > $4 ORDER BY position LIMIT $1),
            told AS (
                SELECT e.*, w.id AS webhook_id, w.agent_id AS told_id
                FROM entries e JOIN social.webhooks w ON w.agent_id = e.agent_id
                UNION
                SELECT e.*, w.id, w.agent_id FROM entries e
                JOIN social.follows f ON f.followed_id = e.author_id
                JOIN social.webhooks w ON w.agent_id = f.follower_id
                UNION
                SELECT e.*, w.id, w.agent_id FROM entries e
                JOIN social.subscriptions s ON s.submolt_id = e.submolt_id
                JOIN social.webhooks w ON w.agent_id = s.agent_id AND w.agent_id <> e.author_id
                UNION
                SELECT e.*, w.id, w.agent_id FROM entries e
                JOIN social.agents a ON a.organization_id = e.organization_id AND a.deleted_at IS NULL
                JOIN social.webhooks w ON w.agent_id = a.id),
            full_ones AS (
                SELECT w.id FROM (SELECT DISTINCT webhook_id AS id FROM told) w
                WHERE EXISTS (SELECT FROM social.webhook_deliveries d
                    WHERE d.webhook_id = w.id AND d.status = 'pending' OFFSET $5 - 1)),
            bodies AS (
                SELECT t.webhook_id, t.event_id, t.type, t.position, jsonb_build_object('id', t.event_id, 'type', t.type,
                    'time', to_char(t.time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                    'agentId', t.told_id, 'data', t.data)::text AS body
                FROM told t JOIN social.webhooks w ON w.id = t.webhook_id
                WHERE w.is_enabled AND t.time >= w.created_at
                    AND w.events && ARRAY['*', t.type, split_part(t.type, ':', 1) || ':*']),
            made AS (
                INSERT INTO social.webhook_deliveries (id, webhook_id, event_id, type, body, next_attempt_at, created_at)
                SELECT gen_random_uuid(), webhook_id, event_id, type, body, $3, $3 FROM bodies
                WHERE octet_length(body) <= $2 AND webhook_id NOT IN (SELECT id FROM full_ones)
                ORDER BY webhook_id, position
                ON CONFLICT (webhook_id, event_id) DO NOTHING
                RETURNING 1),
            moved AS (
                UPDATE social.webhook_progress SET position = (SELECT max(position) FROM entries)
                WHERE EXISTS (SELECT FROM entries))
            SELECT (SELECT count(*) FROM entries)::int AS entries, (SELECT count(*) FROM made)::int AS made,
                (SELECT count(*) FROM bodies WHERE webhook_id IN (SELECT id FROM full_ones))::int AS left_out""";

    private final Pool pool;

    FanOutRepository(Pool pool) {
        this.pool = pool;
    }

    /**
     * What came of a round.
     *
     * @param leftOut what webhooks were not told of, as too much waits for them
     */
    record FannedOut(int entries, int deliveries, int leftOut) {}

    private static final FannedOut NOTHING = new FannedOut(0, 0, 0);

    /**
     * Reads at most so many entries.
     *
     * @param maxPending a webhook for which so many wait is not told of more
     */
    Uni<FannedOut> fanOut(int limit, int maxBodyBytes, int maxPending, Instant now) {
        return pool.withTransaction(transaction -> transaction
                .query(HERE)
                .execute()
                .map(rows -> Rows.first(rows, row -> row.getLong("position")))
                .chain(here -> here.isEmpty()
                        ? Uni.createFrom().item(NOTHING)
                        : fanOut(
                                transaction,
                                Tuple.of(limit, maxBodyBytes, now.atOffset(ZoneOffset.UTC), here.get(), maxPending))));
    }

    private static Uni<FannedOut> fanOut(SqlConnection transaction, Tuple values) {
        return transaction
                .preparedQuery(FAN_OUT)
                .execute(values)
                .map(rows -> rows.iterator().next())
                .map(row ->
                        new FannedOut(row.getInteger("entries"), row.getInteger("made"), row.getInteger("left_out")));
    }
}
