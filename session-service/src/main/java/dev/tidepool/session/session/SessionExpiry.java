package dev.tidepool.session.session;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.trace.JobSpan;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Marks sessions that have fallen idle or whose time is up, and tells of it. Several instances share the work: each takes rows
 * that no other holds. Readers do not wait for this; to them a session is idle, or expires, at its very time.
 */
@ApplicationScoped
class SessionExpiry {

    private static final Logger LOG = Logger.getLogger(SessionExpiry.class);

    private static final Due EXPIRED = new Due(
            "expired",
            "expiredAt",
            "SELECT expired_id AS id, expired_organization AS organization, expired_at AS since FROM session.expire_sessions($1, $2)");

    private static final Due IDLE = new Due(
            "idle",
            "idleSince",
            "SELECT idle_id AS id, idle_organization AS organization, idle_since AS since FROM session.idle_sessions($1, $2)");

    private static final String COUNT = "SELECT active, idle FROM session.count_open_sessions($1)";

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

    /**
     * What time does to sessions.
     *
     * @param name of the state they come to, as in {@code session:idle}
     * @param since the member of the event's data that says when
     * @param mark marks those that are due, given the time and how many at most
     */
    private record Due(String name, String since, String mark) {}

    @Scheduled(
            every = "${tidepool.session.expiry-every:2s}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> markDue() {
        return mark(EXPIRED).chain(() -> mark(IDLE));
    }

    @Scheduled(every = "15s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(OffsetDateTime.now(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next())
                .invoke(row -> metrics.open(row.getLong("active"), row.getLong("idle")))
                .replaceWithVoid();
    }

    private Uni<Void> mark(Due due) {
        return pool.withTransaction(transaction -> markBatch(transaction, due))
                .invoke(marked -> report(due, marked))
                .chain(marked -> marked == config.expiryBatch()
                        ? mark(due)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Integer> markBatch(SqlConnection transaction, Due due) {
        return transaction
                .preparedQuery(due.mark())
                .execute(Tuple.of(OffsetDateTime.now(ZoneOffset.UTC), config.expiryBatch()))
                .map(rows -> Rows.list(rows, row -> row))
                .chain(marked -> marked.isEmpty() ? Uni.createFrom().item(0) : tell(transaction, due, marked));
    }

    private Uni<Integer> tell(SqlConnection transaction, Due due, List<Row> marked) {
        JobSpan span = JobSpan.begin(telemetry, "mark sessions " + due.name());
        Instant now = Instant.now();
        return events.appendAll(
                        transaction,
                        marked.stream().map(row -> event(due, row, now)).toList())
                .onTermination()
                .invoke(span::end)
                .replaceWith(marked.size());
    }

    private Event event(Due due, Row marked, Instant now) {
        Instant since = marked.getOffsetDateTime("since").toInstant();
        return events.event(
                "session:" + due.name(),
                new OrganizationId(marked.getUUID("organization")),
                new SessionId(marked.getUUID("id")),
                now,
                new JsonObject().put(due.since(), since.toString()));
    }

    private void report(Due due, int marked) {
        if (marked > 0) {
            relay.wake();
            metrics.marked(due.name(), marked);
            LOG.infof("event=sessions_%s count=%d", due.name(), marked);
        }
    }
}
