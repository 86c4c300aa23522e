package dev.tidepool.session.task;

import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.trace.JobSpan;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Takes tasks back from lost instances, counts the queue, and forgets what ended long ago. All instances share the work. */
@ApplicationScoped
class TaskHousekeeping {

    private static final Logger LOG = Logger.getLogger(TaskHousekeeping.class);
    private static final int BATCH = 200;

    private final Pool pool;
    private final TaskQueue queue;
    private final TaskEvents events;
    private final OutboxRelay relay;
    private final TaskWorker worker;
    private final TaskMetrics metrics;
    private final TaskConfig config;
    private final OpenTelemetry telemetry;

    TaskHousekeeping(
            Pool pool,
            TaskQueue queue,
            TaskEvents events,
            OutboxRelay relay,
            TaskWorker worker,
            TaskMetrics metrics,
            TaskConfig config,
            OpenTelemetry telemetry) {
        this.pool = pool;
        this.queue = queue;
        this.events = events;
        this.relay = relay;
        this.worker = worker;
        this.metrics = metrics;
        this.config = config;
        this.telemetry = telemetry;
    }

    @Scheduled(
            every = "${tidepool.task.lapse-every:2s}",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> takeBack() {
        return pool.withTransaction(transaction -> queue.lapse(transaction, BATCH)
                        .call(lapsed -> lapsed.isEmpty() ? Uni.createFrom().voidItem() : tell(transaction, lapsed)))
                .ifNoItem()
                .after(config.lease())
                .fail()
                .invoke(this::report)
                .chain(lapsed ->
                        lapsed.size() == BATCH ? takeBack() : Uni.createFrom().voidItem());
    }

    private Uni<Void> tell(SqlConnection transaction, List<Task> lapsed) {
        JobSpan span = JobSpan.begin(telemetry, "take tasks back");
        return Multi.createFrom()
                .iterable(lapsed)
                .onItem()
                .transformToUniAndConcatenate(task -> events.append(transaction, TaskJournal.verb(task), task))
                .collect()
                .last()
                .onTermination()
                .invoke(span::end);
    }

    private void report(List<Task> lapsed) {
        if (lapsed.isEmpty()) {
            return;
        }
        metrics.lapsed(lapsed.size());
        lapsed.stream().filter(Task::hasEnded).forEach(metrics::ended);
        LOG.warnf("event=tasks_taken_back count=%d", lapsed.size());
        relay.wake();
        worker.wake();
    }

    @Scheduled(every = "5s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return queue.count().invoke(metrics::counted).replaceWithVoid();
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return whileFull(() -> queue.purge(Instant.now().minus(config.keptFor()), BATCH))
                .chain(() -> whileFull(() -> queue.purgeBeyond(config.keptOfOrganization(), BATCH)));
    }

    private static Uni<Void> whileFull(Supplier<Uni<Integer>> purge) {
        return purge.get()
                .chain(purged ->
                        purged == BATCH ? whileFull(purge) : Uni.createFrom().voidItem());
    }
}
