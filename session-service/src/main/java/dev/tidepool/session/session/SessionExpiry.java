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
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * Marks sessions that have fallen idle or whose time is up, and tells of it. Several instances share the work: each takes rows
 * that no other holds. Readers do not wait for this; to them a session is idle, or expires, at its very time.
 */
@ApplicationScoped
class SessionExpiry {

    private static final Logger LOG = Logger.getLogger(SessionExpiry.class);

    /** The member of an event's data that says since when, by the state that its session came to. */
    private static final Map<String, String> SINCE = Map.of("expired", "expiredAt", "idle", "idleSince");

    private static final String SETTLE = """
            SELECT settled_id AS id, settled_organization AS organization, settled_status AS status, settled_since AS since
            FROM session.settle_sessions($1, $2)""";

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

    @Scheduled(
            every = "${tidepool.session.expiry-every:2s}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> markDue() {
        return pool.withTransaction(this::markBatch)
                .invoke(this::report)
                .chain(settled -> settled.size() == config.expiryBatch()
                        ? markDue()
                        : Uni.createFrom().voidItem());
    }

    @Scheduled(every = "15s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(OffsetDateTime.now(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next())
                .invoke(row -> metrics.open(row.getLong("active"), row.getLong("idle")))
                .replaceWithVoid();
    }

    /** Looks at sessions that may be due, tells of those that are, and returns all. */
    private Uni<List<Row>> markBatch(SqlConnection transaction) {
        return transaction
                .preparedQuery(SETTLE)
                .execute(Tuple.of(OffsetDateTime.now(ZoneOffset.UTC), config.expiryBatch()))
                .map(rows -> Rows.list(rows, row -> row))
                .call(settled -> {
                    List<Row> marked = settled.stream()
                            .filter(row -> SINCE.containsKey(row.getString("status")))
                            .toList();
                    return marked.isEmpty() ? Uni.createFrom().voidItem() : tell(transaction, marked);
                });
    }

    private Uni<Void> tell(SqlConnection transaction, List<Row> marked) {
        JobSpan span = JobSpan.begin(telemetry, "mark sessions");
        Instant now = Instant.now();
        return events.appendAll(
                        transaction, marked.stream().map(row -> event(row, now)).toList())
                .onTermination()
                .invoke(span::end);
    }

    private Event event(Row marked, Instant now) {
        String status = marked.getString("status");
        Instant since = marked.getOffsetDateTime("since").toInstant();
        return events.event(
                "session:" + status,
                new OrganizationId(marked.getUUID("organization")),
                new SessionId(marked.getUUID("id")),
                now,
                new JsonObject().put(Objects.requireNonNull(SINCE.get(status)), since.toString()));
    }

    private void report(List<Row> settled) {
        for (String status : SINCE.keySet()) {
            long marked = settled.stream()
                    .filter(row -> status.equals(row.getString("status")))
                    .count();
            if (marked > 0) {
                relay.wake();
                metrics.marked(status, marked);
                LOG.infof("event=sessions_%s count=%d", status, marked);
            }
        }
    }
}
