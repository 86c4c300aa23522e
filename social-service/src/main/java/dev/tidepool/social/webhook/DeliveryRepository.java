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
            SET status = 'pending', attempts = 0, next_attempt_at = $3, leased_until = NULL, lease = NULL, finished_at = NULL
            WHERE id = $1 AND webhook_id = $2 RETURNING\s""" + COLUMNS;

    /**
     * Of each webhook that has some waiting, the longest due, no more than may be under way at once; of several webhooks first those
     * of whom fewer are. Webhooks are walked by an index, so many at once, and their backlogs are not. Who takes one has it until
     * the lease ends; then it is due again, should its instance have died. One row at least: it tells how far the walk went.
     */
    private static final String TAKE = """
            WITH RECURSIVE walked AS (
                (SELECT webhook_id, 1 AS number FROM social.webhook_deliveries
                 WHERE status = 'pending' AND webhook_id > $6 ORDER BY webhook_id, next_attempt_at, id LIMIT 1)
                UNION ALL
                SELECT next.webhook_id, w.number + 1 FROM walked w CROSS JOIN LATERAL (
                    SELECT webhook_id FROM social.webhook_deliveries
                    WHERE status = 'pending' AND webhook_id > w.webhook_id
                    ORDER BY webhook_id, next_attempt_at, id LIMIT 1) next
                WHERE w.number < $5::int),
            room AS (
                SELECT walked.webhook_id, (
                    SELECT count(*)::int FROM social.webhook_deliveries l
                    WHERE l.webhook_id = walked.webhook_id AND l.leased_until > $1) AS leased
                FROM walked JOIN social.webhooks w ON w.id = walked.webhook_id AND w.is_enabled),
            ranked AS (
                SELECT d.id, d.next_attempt_at, r.leased
                    + row_number() OVER (PARTITION BY r.webhook_id ORDER BY d.next_attempt_at, d.id) AS place
                FROM room r CROSS JOIN LATERAL (
                    SELECT id, next_attempt_at FROM social.webhook_deliveries
                    WHERE webhook_id = r.webhook_id AND status = 'pending' AND next_attempt_at <= $1
                    ORDER BY next_attempt_at, id LIMIT greatest($4::int - r.leased, 0)) d),
            mine AS (
                SELECT d.id FROM social.webhook_deliveries d JOIN ranked r ON r.id = d.id
                WHERE d.status = 'pending' AND d.next_attempt_at <= $1
                ORDER BY r.place, r.next_attempt_at LIMIT $3
                FOR UPDATE OF d SKIP LOCKED),
            taken AS (
                UPDATE social.webhook_deliveries d
                SET attempts = d.attempts + 1, leased_until = $2, next_attempt_at = $2,
                    lease = nextval('social.webhook_leases')
                FROM mine, social.webhooks w
                WHERE d.id = mine.id AND w.id = d.webhook_id
                RETURNING d.id, d.webhook_id, w.agent_id, w.url, w.key_id, w.sealed_secret, d.type, d.body, d.attempts, d.lease,
                    social.is_still_true(d.type, d.body::jsonb->'data') AS is_still_true)
            SELECT t.*, (SELECT count(*)::int FROM walked) AS walked,
                (SELECT webhook_id FROM walked ORDER BY number DESC LIMIT 1) AS walked_to
            FROM (SELECT 1) one LEFT JOIN taken t ON true""";

    /** Those before the cap do not matter: there is room or there is not. */
    private static final String HAS_ROOM = """
            SELECT NOT EXISTS (SELECT FROM social.webhook_deliveries
                WHERE webhook_id = $1 AND status = 'pending' OFFSET $2 - 1) AS has_room""";

    private static final String END = """
            UPDATE social.webhook_deliveries
            SET status = 'failed', finished_at = $2, leased_until = NULL, lease = NULL, last_error = 'The webhook was disabled.'
            WHERE webhook_id = $1 AND status = 'pending'""";

    /** Made while their webhook was being disabled. */
    private static final String END_LATE = """
            UPDATE social.webhook_deliveries
            SET status = 'failed', finished_at = $1, leased_until = NULL, lease = NULL, last_error = 'The webhook was disabled.'
            WHERE id IN (
                SELECT d.id FROM social.webhooks w JOIN social.webhook_deliveries d ON d.webhook_id = w.id AND d.status = 'pending'
                WHERE NOT w.is_enabled LIMIT $2 FOR UPDATE OF d SKIP LOCKED)""";

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
    Uni<Optional<Delivery>> replay(SqlConnection transaction, WebhookId webhook, DeliveryId id, Instant now) {
        return transaction
                .preparedQuery(REPLAY)
                .execute(Tuple.of(id.value(), webhook.value(), utc(now)))
                .map(rows -> Rows.first(rows, DeliveryRepository::deliveryOf));
    }

    /**
     * What was taken.
     *
     * @param to the last webhook that was looked at; empty when the last of all was
     */
    record Taken(List<DueDelivery> deliveries, Optional<WebhookId> to) {}

    /**
     * At most so many that are due.
     *
     * @param after webhooks are looked at from the next on
     * @param lookedThrough so many webhooks are
     */
    Uni<Taken> take(Instant now, Duration lease, int limit, int ofWebhook, int lookedThrough, WebhookId after) {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(utc(now), utc(now.plus(lease)), limit, ofWebhook, lookedThrough, after.value()))
                .map(rows -> takenOf(Rows.list(rows, row -> row), lookedThrough));
    }

    private static Taken takenOf(List<Row> rows, int lookedThrough) {
        Row first = rows.getFirst();
        Optional<WebhookId> to = first.getInteger("walked") < lookedThrough
                ? Optional.empty()
                : Optional.of(new WebhookId(first.getUUID("walked_to")));
        return new Taken(
                rows.stream()
                        .filter(row -> row.getUUID("id") != null)
                        .map(DeliveryRepository::dueOf)
                        .toList(),
                to);
    }

    /** Whether fewer of the webhook wait than that. */
    Uni<Boolean> hasRoom(SqlConnection transaction, WebhookId webhook, int most) {
        return transaction
                .preparedQuery(HAS_ROOM)
                .execute(Tuple.of(webhook.value(), most))
                .map(rows -> rows.iterator().next().getBoolean("has_room"));
    }

    /** Nothing of what waits is sent any more; its webhook is disabled. Call it with that locked. */
    Uni<Void> end(SqlConnection transaction, WebhookId webhook, Instant now) {
        return transaction
                .preparedQuery(END)
                .execute(Tuple.of(webhook.value(), utc(now)))
                .replaceWithVoid();
    }

    /** At most so many that wait for disabled webhooks; how many there were. */
    Uni<Integer> endLate(Instant now, int limit) {
        return pool.preparedQuery(END_LATE).execute(Tuple.of(utc(now), limit)).map(rows -> rows.rowCount());
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
                row.getLong("lease"),
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
