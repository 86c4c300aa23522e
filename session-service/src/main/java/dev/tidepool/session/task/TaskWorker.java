package dev.tidepool.session.task;

import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.trace.JobSpan;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Takes tasks from the queue and runs them. It holds each by a lease that it renews; when it falls silent, another instance
 * takes its tasks over, and what it writes of them afterwards is refused.
 */
@ApplicationScoped
class TaskWorker {

    private static final Logger LOG = Logger.getLogger(TaskWorker.class);

    /** Tasks taken at once. */
    private static final int BATCH = 50;

    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    /** Before the framework's own observers close what this needs. */
    private static final int AFTER_DRAIN = 1000;

    private final TaskQueue queue;
    private final TaskKinds kinds;
    private final TaskJournal journal;
    private final TaskActors actors;
    private final TaskMetrics metrics;
    private final TaskReports reports;
    private final TaskConfig config;
    private final OpenTelemetry telemetry;
    private final Vertx vertx;
    private final WorkerId id;
    private final Map<TaskId, TaskRun> runs = new ConcurrentHashMap<>();
    private final ClaimTurns turns;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile boolean stopping;

    TaskWorker(
            TaskQueue queue,
            TaskKinds kinds,
            TaskJournal journal,
            TaskActors actors,
            TaskMetrics metrics,
            TaskConfig config,
            OpenTelemetry telemetry,
            Vertx vertx,
            Uuid7Generator ids) {
        this.queue = queue;
        this.kinds = kinds;
        this.journal = journal;
        this.actors = actors;
        this.metrics = metrics;
        this.reports = new TaskReports(metrics);
        this.config = config;
        this.telemetry = telemetry;
        this.vertx = vertx;
        this.id = ids.next(WorkerId::new);
        this.turns = new ClaimTurns(config.queryLimit());
    }

    /** Looks for work soon. Call it after the commit of a transaction that added some. */
    void wake() {
        asked.set(true);
        if (!stopping) {
            turns.begin(System.nanoTime()).ifPresent(turn -> newContext().runOnContext(ignored -> round(turn)));
        }
    }

    /** What others added, what fell due, what was taken back. */
    @Scheduled(every = "${tidepool.task.poll-every:1s}", delayed = "1s")
    void poll() {
        wake();
    }

    private Context newContext() {
        return Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
    }

    private void round(ClaimTurns.Turn turn) {
        asked.set(false);
        int free = config.maxRunning() - runs.size();
        if (free <= 0 || stopping) {
            turns.end(turn);
            return;
        }
        int slots = Math.min(free, BATCH);
        queue.claim(id, kinds.names(), config.lease(), slots, TaskShare.of(config.maxRunning(), free))
                .subscribe()
                .with(claimed -> claimed(turn, claimed, slots), failure -> notClaimed(turn, failure));
    }

    /** What comes when the instance stops is put back with the rest. */
    private void claimed(ClaimTurns.Turn turn, List<Task> tasks, int slots) {
        try {
            if (!stopping) {
                tasks.forEach(task -> begin(task, turn.begunNanos()));
            }
        } finally {
            turns.end(turn);
        }
        if (tasks.size() == slots || asked.get()) {
            wake();
        }
    }

    private void notClaimed(ClaimTurns.Turn turn, Throwable failure) {
        LOG.warnf("event=tasks_not_claimed reason=%s", failure.toString());
        turns.end(turn);
    }

    private void begin(Task task, long claimedNanos) {
        TaskRun run = new TaskRun(task, Hold.of(task, id), claimedNanos, journal, newContext());
        TaskRun earlier = runs.put(task.id(), run);
        if (earlier != null) {
            // The task was taken back, and came here again before the next renewal would have told.
            earlier.runOnContext(() -> lose(earlier));
        }
        metrics.began(task, Instant.now());
        run.runOnContext(() -> work(run));
    }

    private void work(TaskRun run) {
        Task task = run.task();
        run.begin(JobSpan.begin(telemetry, "task " + task.draft().kind()));
        TaskHandler handler = kinds.of(task.draft().kind());
        Duration timeout =
                task.draft().timeout().orElse(config.defaultTimeout()).plus(handler.grace());
        run.working(Uni.createFrom()
                .deferred(() -> actors.present(run, handler))
                .emitOn(run::runOnContext)
                .chain(() -> handler.run(run))
                .map(result -> journal.storable("result", result))
                .ifNoItem()
                .after(timeout)
                .failWith(() -> Problem.of(TaskError.TASK_TIMED_OUT, "It ran for more than " + timeout + "."))
                .emitOn(run::runOnContext)
                .subscribe()
                .with(
                        run.attempt().context(),
                        result -> end(run, new TaskOutcome.Succeeded(result)),
                        failure -> failed(run, failure)));
    }

    private void failed(TaskRun run, Throwable failure) {
        if (!(failure instanceof Problem || failure instanceof TaskPutOff)) {
            LOG.errorf(
                    failure,
                    "event=task_attempt_failed task=%s kind=%s",
                    run.task().id(),
                    run.task().draft().kind());
        }
        Backoff backoff = new Backoff(config.retryFirst(), config.retryMost());
        double draw = ThreadLocalRandom.current().nextDouble();
        end(run, TaskOutcome.ofFailure(failure, run.task(), backoff, draw));
    }

    private void end(TaskRun run, TaskOutcome outcome) {
        if (!run.settle()) {
            return;
        }
        journal.end(run.hold(), outcome)
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(2))
                .expireIn(config.lease().toMillis())
                .emitOn(run::runOnContext)
                .onTermination()
                .invoke(() -> leave(run))
                .subscribe()
                .with(ended -> reports.ended(run, outcome, ended), failure -> reports.endLost(run, failure));
    }

    private void leave(TaskRun run) {
        run.close();
        runs.remove(run.task().id(), run);
        metrics.stopped(run.task(), run.elapsed());
        wake();
    }

    /** Stops a task if it runs here; elsewhere its worker learns of it with its next renewal. */
    void cancel(TaskId task) {
        TaskRun run = runs.get(task);
        if (run != null) {
            run.runOnContext(() -> end(run, new TaskOutcome.Cancelled()));
        }
    }

    @Scheduled(
            every = "${tidepool.task.renew-every:2s}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> renew() {
        List<TaskRun> all = List.copyOf(runs.values());
        if (all.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        long asked = System.nanoTime();
        return queue.renew(id, all.stream().map(TaskRun::hold).toList(), config.lease())
                .invoke(held -> all.forEach(run -> renewed(run, Optional.ofNullable(held.get(run.hold())), asked)))
                .replaceWithVoid();
    }

    private void renewed(TaskRun run, Optional<Boolean> cancelling, long askedNanos) {
        if (cancelling.isEmpty()) {
            run.runOnContext(() -> lose(run));
            return;
        }
        run.heldSince(askedNanos);
        if (cancelling.get()) {
            run.runOnContext(() -> end(run, new TaskOutcome.Cancelled()));
        }
    }

    /** Cut off from the database: soon another instance may have what runs here, and what is done outside would be done twice. */
    @Scheduled(every = "1s", delayed = "1s")
    void giveUpSilent() {
        long limit = config.lease().multipliedBy(9).dividedBy(10).toNanos();
        long now = System.nanoTime();
        runs.values().stream()
                .filter(run -> now - run.heldSince() > limit)
                .forEach(run -> run.runOnContext(() -> lose(run)));
    }

    /** Another instance has the task, or may: give the work up, and say nothing of it. */
    private void lose(TaskRun run) {
        if (drop(run)) {
            run.attempt().lost();
        }
    }

    private boolean drop(TaskRun run) {
        boolean first = run.settle();
        if (first) {
            TaskReports.lost(run);
            leave(run);
        }
        return first;
    }

    /** What is under way goes on elsewhere, from its last checkpoint. The server is closed by now, the pool is not. */
    void putBack(@Observes @Priority(AFTER_DRAIN) ShutdownEvent event) throws Throwable {
        stopping = true;
        List<TaskRun> held = List.copyOf(runs.values());
        held.forEach(run -> run.runOnContext(() -> drop(run)));
        int released = VertxContextSupport.subscribeAndAwait(() -> Uni.createFrom()
                .completionStage(turns::ended)
                .chain(() -> queue.release(id))
                .ifNoItem()
                .after(STOP_LIMIT)
                .recoverWithItem(0)
                .onFailure()
                .recoverWithItem(0));
        // What was put back is begun anew. With fewer than there were, nobody knows which of them another instance goes
        // on with.
        held.forEach(
                released == held.size()
                        ? run -> run.attempt().ended()
                        : run -> run.attempt().lost());
        if (released > 0) {
            LOG.infof("event=tasks_put_back count=%d", released);
        }
    }
}
