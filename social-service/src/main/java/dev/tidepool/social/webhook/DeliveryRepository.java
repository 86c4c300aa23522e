package dev.tidepool.social.webhook;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.seal.Sealed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Reads deliveries, and takes those that are due. */
@ApplicationScoped
class DeliveryRepository {

    private static final String COLUMNS = """
            id, event_id, type, status, attempts, next_attempt_at, last_status, last_error, created_at, finished_at""";

    private static final String PAGE = "SELECT " + COLUMNS + """
             FROM social.webhook_deliveries
            WHERE webhook_id = $1 AND (created_at, id) < ($2, $3)
            ORDER BY created_at DESC, id DESC LIMIT $4""";

    private static final String INSERT = """
            INSERT INTO social.webhook_deliveries (id, webhook_id, event_id, type, body, next_attempt_at, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $6) RETURNING\s""" + COLUMNS;

    private static final String REPLAY = """
            UPDATE social.webhook_deliveries
            SET status = 'pending', attempts = 0, next_attempt_at = $3, leased_until = NULL, finished_at = NULL
            WHERE id = $1 AND webhook_id = $2 RETURNING\s""" + COLUMNS;

    /**
     * Those longest due, of each webhook no more than may be under way at once. Who takes one has it until the lease ends; then it is due
     * again, should its instance have died.
     */
    private static final String TAKE = """
            WITH due AS (
                SELECT d.id, d.webhook_id, d.next_attempt_at FROM social.webhook_deliveries d
                JOIN social.webhooks w ON w.id = d.webhook_id AND w.is_enabled
                WHERE d.status = 'pending' AND d.next_attempt_at <= $1
                ORDER BY d.next_attempt_at LIMIT $5),
            ranked AS (
                SELECT id, next_attempt_at,
                    row_number() OVER (PARTITION BY webhook_id ORDER BY next_attempt_at, id) + (
                        SELECT count(*) FROM social.webhook_deliveries l
                        WHERE l.webhook_id = due.webhook_id AND l.leased_until > $1) AS place
                FROM due),
            mine AS (
                SELECT d.id FROM social.webhook_deliveries d JOIN ranked r ON r.id = d.id
                WHERE r.place <= $4 AND d.status = 'pending' AND d.next_attempt_at <= $1
                ORDER BY r.next_attempt_at LIMIT $3
                FOR UPDATE OF d SKIP LOCKED)
            UPDATE social.webhook_deliveries d
            SET attempts = d.attempts + 1, leased_until = $2, next_attempt_at = $2
            FROM mine, social.webhooks w
            WHERE d.id = mine.id AND w.id = d.webhook_id
            RETURNING d.id, d.webhook_id, w.agent_id, w.url, w.key_id, w.sealed_secret, d.type, d.body, d.attempts,
                social.is_still_true(d.type, d.body::jsonb->'data') AS is_still_true""";

    private static final String DELETE = """
            DELETE FROM social.webhook_deliveries WHERE id IN (
                SELECT id FROM social.webhook_deliveries WHERE created_at < $1
                ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)""";

    private final Pool pool;

    DeliveryRepository(Pool pool) {
        this.pool = pool;
    }

    /** The latest first. */
    Uni<List<Delivery>> page(WebhookId webhook, DeliveryPlace after, int limit) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(webhook.value(), utc(after.time()), after.id().value(), limit))
                .map(rows -> Rows.list(rows, DeliveryRepository::deliveryOf));
    }

    Uni<Delivery> insert(
            SqlConnection transaction, DeliveryId id, WebhookId webhook, String type, String body, Instant now) {
        Tuple values = Tuple.tuple()
                .addUUID(id.value())
                .addUUID(webhook.value())
                .addUUID(id.value())
                .addString(type)
                .addString(body)
                .addOffsetDateTime(utc(now));
        return transaction
                .preparedQuery(INSERT)
                .execute(values)
                .map(rows -> deliveryOf(rows.iterator().next()));
    }

    /** Makes it due again, from the first attempt on. */
    Uni<Optional<Delivery>> replay(WebhookId webhook, DeliveryId id, Instant now) {
        return pool.preparedQuery(REPLAY)
                .execute(Tuple.of(id.value(), webhook.value(), utc(now)))
                .map(rows -> Rows.first(rows, DeliveryRepository::deliveryOf));
    }

    /** At most so many that are due. */
    Uni<List<DueDelivery>> take(Instant now, Duration lease, int limit, int ofWebhook, int lookedThrough) {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(utc(now), utc(now.plus(lease)), limit, ofWebhook, lookedThrough))
                .map(rows -> Rows.list(rows, DeliveryRepository::dueOf));
    }

    /** At most so many; how many it deleted. */
    Uni<Integer> delete(Instant before, int limit) {
        return pool.preparedQuery(DELETE).execute(Tuple.of(utc(before), limit)).map(rows -> rows.rowCount());
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static DueDelivery dueOf(Row row) {
        return new DueDelivery(
                new DeliveryId(row.getUUID("id")),
                new WebhookId(row.getUUID("webhook_id")),
                new AgentId(row.getUUID("agent_id")),
                URI.create(row.getString("url")),
                new Sealed(
                        row.getString("key_id"), row.getBuffer("sealed_secret").getBytes()),
                row.getString("type"),
                row.getString("body"),
                row.getInteger("attempts"),
                row.getBoolean("is_still_true"));
    }

    private static Delivery deliveryOf(Row row) {
        return new Delivery(
                new DeliveryId(row.getUUID("id")),
                row.getUUID("event_id").toString(),
                row.getString("type"),
                row.getString("status"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("next_attempt_at").toInstant(),
                Optional.ofNullable(row.getInteger("last_status")),
                Optional.ofNullable(row.getString("last_error")),
                row.getOffsetDateTime("created_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("finished_at")).map(OffsetDateTime::toInstant));
    }
}
