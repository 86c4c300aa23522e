package dev.tidepool.session.session;

import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/**
 * Marks sessions whose time is up and tells of it. Several instances share the work: each takes rows that no other holds.
 * Readers do not wait for this; to them a session expires at its very time.
 */
@ApplicationScoped
class SessionExpiry {

    private static final Logger LOG = Logger.getLogger(SessionExpiry.class);

    private static final String EXPIRE =
            "SELECT expired_id, expired_organization, expired_at FROM session.expire_sessions($1, $2)";
    private static final String COUNT = "SELECT session.count_active_sessions($1) AS active";

    private final Pool pool;
    private final SessionEvents events;
    private final OutboxRelay relay;
    private final SessionMetrics metrics;
    private final SessionConfig config;
    private final OpenTelemetry telemetry;

    SessionExpiry(
            Pool pool,
            SessionEvents events,
            OutboxRelay relay,
            SessionMetrics metrics,
            SessionConfig config,
            OpenTelemetry telemetry) {
        this.pool = pool;
        this.events = events;
        this.relay = relay;
        this.metrics = metrics;
        this.config = config;
        this.telemetry = telemetry;
    }

    @Scheduled(
            every = "${tidepool.session.expiry-every:2s}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> expire() {
        return pool.withTransaction(this::expireBatch).invoke(this::report).chain(this::continueIfFull);
    }

    @Scheduled(every = "15s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(OffsetDateTime.now(ZoneOffset.UTC)))
                .invoke(rows -> metrics.active(rows.iterator().next().getLong("active")))
                .replaceWithVoid();
    }

    private Uni<Integer> expireBatch(SqlConnection transaction) {
        return transaction
                .preparedQuery(EXPIRE)
                .execute(Tuple.of(OffsetDateTime.now(ZoneOffset.UTC), config.expiryBatch()))
                .chain(expired -> tell(transaction, expired));
    }

    private Uni<Integer> tell(SqlConnection transaction, RowSet<Row> expired) {
        if (expired.size() == 0) {
            return Uni.createFrom().item(0);
        }
        JobSpan span = JobSpan.begin(telemetry, "expire sessions");
        return Multi.createFrom()
                .iterable(expired)
                .onItem()
                .transformToUniAndConcatenate(row -> tell(transaction, row))
                .collect()
                .last()
                .onTermination()
                .invoke(span::end)
                .replaceWith(expired.size());
    }

    private Uni<Void> tell(SqlConnection transaction, Row expired) {
        JsonObject data = new JsonObject()
                .put(
                        "expiredAt",
                        expired.getOffsetDateTime("expired_at").toInstant().toString());
        return events.append(
                transaction,
                "session:expired",
                new OrganizationId(expired.getUUID("expired_organization")),
                new SessionId(expired.getUUID("expired_id")),
                Instant.now(),
                data);
    }

    private void report(int expired) {
        if (expired > 0) {
            relay.wake();
            metrics.expired(expired);
            LOG.infof("event=sessions_expired count=%d", expired);
        }
    }

    private Uni<Void> continueIfFull(int expired) {
        return expired == config.expiryBatch() ? expire() : Uni.createFrom().voidItem();
    }
}
