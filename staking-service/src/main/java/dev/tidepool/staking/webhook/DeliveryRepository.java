package dev.tidepool.staking.webhook;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.seal.Sealed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Deliveries: those that are listed, those that are due, and how attempts ended. */
@ApplicationScoped
class DeliveryRepository {

    private static final String COLUMNS =
            "id, type, status, attempts, next_attempt_at, last_status, last_error, created_at";

    private static final String PAGE = "SELECT " + COLUMNS + """
             FROM staking.webhook_deliveries
            WHERE webhook_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3""";

    /** What waits already, or is under way, is as it is: to begin it anew would send it twice. */
    private static final String REPLAY = """
            WITH again AS (
                UPDATE staking.webhook_deliveries
                SET status = 'pending', attempts = 0, next_attempt_at = now(), last_status = NULL, last_error = NULL
                WHERE id = $1 AND webhook_id = $2 AND status <> 'pending'
                RETURNING %1$s)
            SELECT %1$s FROM again
            UNION ALL
            SELECT %1$s FROM staking.webhook_deliveries
            WHERE id = $1 AND webhook_id = $2 AND NOT EXISTS (SELECT FROM again)""".formatted(COLUMNS);

    /**
     * Moving the next attempt ahead is the lease: another instance skips it until then. Of each webhook a few, and of each organisation
     * no more than it has room for beside what is under way; every organisation's first webhook before anybody's second, those that have
     * waited longest first: so that none holds up the others.
     */
    private static final String TAKE = """
            UPDATE staking.webhook_deliveries d
            SET attempts = d.attempts + 1, next_attempt_at = now() + $2::bigint * interval '1 millisecond'
            FROM (
                SELECT due.id FROM (
                    SELECT id, since, place, room - (place - 1) * $3 AS room FROM (
                        SELECT w.id, min(due.next_attempt_at) AS since, $7 - coalesce(busy.count, 0) AS room,
                            row_number() OVER (PARTITION BY w.organization ORDER BY min(due.next_attempt_at)) AS place
                        FROM staking.webhook_deliveries due
                        JOIN staking.webhooks w ON w.id = due.webhook_id AND w.disabled_reason IS NULL
                        LEFT JOIN unnest($5::uuid[], $6::integer[]) AS busy (organization, count)
                            ON busy.organization = w.organization
                        WHERE due.status = 'pending' AND due.next_attempt_at <= now() AND w.id <> ALL ($4)
                        GROUP BY w.id, busy.count) wanting
                    WHERE room > (place - 1) * $3
                    ORDER BY place, since LIMIT $1) waiting
                CROSS JOIN LATERAL (
                    SELECT id FROM staking.webhook_deliveries
                    WHERE webhook_id = waiting.id AND status = 'pending' AND next_attempt_at <= now()
                    ORDER BY next_attempt_at LIMIT least($3, waiting.room)
                    FOR UPDATE SKIP LOCKED) due
                ORDER BY waiting.place, waiting.since
                LIMIT $1) mine, staking.webhooks w
            WHERE d.id = mine.id AND w.id = d.webhook_id
            RETURNING d.id, d.webhook_id, w.organization, w.url, w.key_id, w.sealed_secret, d.type, d.body, d.attempts""";

    /** As though it had not been taken. */
    private static final String POSTPONE = """
            UPDATE staking.webhook_deliveries
            SET attempts = attempts - 1, next_attempt_at = now() + $3::bigint * interval '1 millisecond'
            WHERE id = $1 AND attempts = $2 AND status = 'pending'""";

    /**
     * What a later attempt, or a replay, has overtaken is not touched. Nothing waits for a webhook that is disabled by it. It holds the
     * webhook less than whoever deletes it does: events that come meanwhile are told.
     */
    private static final String END = """
            WITH held AS (
                SELECT id, failures FROM staking.webhooks WHERE id = $8 FOR NO KEY UPDATE),
            ended AS (
                UPDATE staking.webhook_deliveries
                SET status = $3, next_attempt_at = now() + $4::bigint * interval '1 millisecond', last_status = $5, last_error = $6
                FROM held
                WHERE webhook_deliveries.id = $1 AND webhook_id = held.id AND attempts = $2 AND status = 'pending'
                RETURNING held.id, $3 = 'failed' AND held.failures + 1 >= $7 AS disables),
            dropped AS (
                UPDATE staking.webhook_deliveries waiting
                SET status = 'failed', last_error = 'The webhook was disabled.'
                FROM ended
                WHERE ended.disables AND waiting.webhook_id = ended.id AND waiting.status = 'pending' AND waiting.id <> $1)
            UPDATE staking.webhooks w
            SET failures = CASE $3 WHEN 'delivered' THEN 0 WHEN 'failed' THEN w.failures + 1 ELSE w.failures END,
                disabled_reason = CASE WHEN ended.disables
                    THEN left('Deliveries were given up, the last because: ' || $6, 300) ELSE w.disabled_reason END
            FROM ended WHERE w.id = ended.id""";

    private static final int DELETED_TOGETHER = 1000;

    private static final String DELETE = """
            DELETE FROM staking.webhook_deliveries WHERE id IN (
                SELECT id FROM staking.webhook_deliveries
                WHERE created_at < now() - $1::bigint * interval '1 millisecond'
                ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)""";

    private final Pool pool;

    DeliveryRepository(Pool pool) {
        this.pool = pool;
    }

    /** An attempt that this instance has taken. */
    record Due(
            DeliveryId id,
            WebhookId webhook,
            OrganizationId organization,
            URI url,
            Sealed secret,
            String type,
            String body,
            int attempt) {}

    /** How one ended: {@code delivered}, {@code failed}, or {@code pending} for a pause. */
    record Ending(String status, Duration pause, Optional<Integer> answered, Optional<String> error) {}

    /** The latest first. */
    Uni<List<DeliveryView>> page(WebhookId webhook, Optional<DeliveryId> before, int limit) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(webhook.value(), before.map(DeliveryId::value).orElse(null), limit))
                .map(rows -> Rows.list(rows, DeliveryRepository::view));
    }

    /** Makes it due again, from the first attempt on. */
    Uni<Optional<DeliveryView>> replay(WebhookId webhook, DeliveryId id) {
        return pool.preparedQuery(REPLAY)
                .execute(Tuple.of(id.value(), webhook.value()))
                .map(rows -> Rows.first(rows, DeliveryRepository::view));
    }

    /**
     * What may be taken at once.
     *
     * @param all in all
     * @param each of one webhook
     * @param whole of one organisation
     */
    record Shares(int all, int each, int whole) {}

    /**
     * What is due.
     *
     * @param busy webhooks of which nothing is taken
     * @param underWay how many of each organisation are: they count into its share
     */
    Uni<List<Due>> take(Shares shares, Set<WebhookId> busy, Map<OrganizationId, Integer> underWay, Duration lease) {
        List<OrganizationId> organizations = List.copyOf(underWay.keySet());
        Tuple values = Tuple.tuple()
                .addInteger(shares.all())
                .addLong(lease.toMillis())
                .addInteger(shares.each())
                .addArrayOfUUID(busy.stream().map(WebhookId::value).toArray(UUID[]::new))
                .addArrayOfUUID(
                        organizations.stream().map(OrganizationId::value).toArray(UUID[]::new))
                .addArrayOfInteger(organizations.stream().map(underWay::get).toArray(Integer[]::new))
                .addInteger(shares.whole());
        return pool.preparedQuery(TAKE).execute(values).map(rows -> Rows.list(rows, DeliveryRepository::due));
    }

    Uni<Void> postpone(Due due, Duration wait) {
        return pool.preparedQuery(POSTPONE)
                .execute(Tuple.of(due.id().value(), due.attempt(), wait.toMillis()))
                .replaceWithVoid();
    }

    /** @param mostGivenUp the webhook is disabled by so many in a row */
    Uni<Void> end(Due due, Ending ending, int mostGivenUp) {
        Tuple values = Tuple.tuple()
                .addUUID(due.id().value())
                .addInteger(due.attempt())
                .addString(ending.status())
                .addLong(ending.pause().toMillis())
                .addInteger(ending.answered().orElse(null))
                .addString(ending.error().orElse(null))
                .addInteger(mostGivenUp)
                .addUUID(due.webhook().value());
        return pool.preparedQuery(END).execute(values).replaceWithVoid();
    }

    /** A batch of the old ones. Whether there may be more. */
    Uni<Boolean> delete(Duration keptFor) {
        return pool.preparedQuery(DELETE)
                .execute(Tuple.of(keptFor.toMillis(), DELETED_TOGETHER))
                .map(deleted -> deleted.rowCount() == DELETED_TOGETHER);
    }

    private static Due due(Row row) {
        return new Due(
                new DeliveryId(row.getUUID("id")),
                new WebhookId(row.getUUID("webhook_id")),
                new OrganizationId(row.getUUID("organization")),
                URI.create(row.getString("url")),
                new Sealed(
                        row.getString("key_id"), row.getBuffer("sealed_secret").getBytes()),
                row.getString("type"),
                row.getString("body"),
                row.getInteger("attempts"));
    }

    private static DeliveryView view(Row row) {
        String status = row.getString("status");
        return new DeliveryView(
                row.getUUID("id"),
                row.getString("type"),
                status,
                row.getInteger("attempts"),
                Optional.of(row.getOffsetDateTime("next_attempt_at"))
                        .filter(next -> status.equals("pending"))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getInteger("last_status")),
                Optional.ofNullable(row.getString("last_error")),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
