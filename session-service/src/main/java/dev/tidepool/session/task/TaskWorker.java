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

    private static final int SHARES = 4;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    /** Before the framework's own observers close what this needs. */
    private static final int AFTER_DRAIN = 1000;

    private final TaskQueue queue;
    private final TaskKinds kinds;
    private final TaskJournal journal;
    private final TaskMetrics metrics;
    private final TaskConfig config;
    private final OpenTelemetry telemetry;
    private final Vertx vertx;
    private final WorkerId id;
    private final Map<TaskId, TaskRun> runs = new ConcurrentHashMap<>();
    private final AtomicBoolean claiming = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile boolean stopping;

    TaskWorker(
            TaskQueue queue,
            TaskKinds kinds,
            TaskJournal journal,
            TaskMetrics metrics,
            TaskConfig config,
            OpenTelemetry telemetry,
            Vertx vertx,
            Uuid7Generator ids) {
        this.queue = queue;
        this.kinds = kinds;
        this.journal = journal;
        this.metrics = metrics;
        this.config = config;
        this.telemetry = telemetry;
        this.vertx = vertx;
        this.id = ids.next(WorkerId::new);
    }

    /** Looks for work soon. Call it after the commit of a transaction that added some. */
    void wake() {
        asked.set(true);
        if (!stopping && claiming.compareAndSet(false, true)) {
            newContext().runOnContext(ignored -> round());
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

    private void round() {
        asked.set(false);
        int slots = Math.min(config.maxRunning() - runs.size(), BATCH);
        if (slots <= 0 || stopping) {
            claiming.set(false);
            return;
        }
        int share = Math.max(1, config.maxRunning() / SHARES);
        queue.claim(id, kinds.names(), config.lease(), slots, share)
                .subscribe()
                .with(claimed -> claimed(claimed, slots), this::notClaimed);
    }

    private void claimed(List<Task> tasks, int slots) {
        tasks.forEach(this::begin);
        claiming.set(false);
        if (tasks.size() == slots || asked.get()) {
            wake();
        }
    }

    private void notClaimed(Throwable failure) {
        LOG.warnf("event=tasks_not_claimed reason=%s", failure.toString());
        claiming.set(false);
    }

    private void begin(Task task) {
        TaskRun run = new TaskRun(task, Hold.of(task, id), journal, newContext());
        runs.put(task.id(), run);
        metrics.began(task, Instant.now());
        run.runOnContext(() -> work(run));
    }

    private void work(TaskRun run) {
        Task task = run.task();
        run.begin(JobSpan.begin(telemetry, "task " + task.draft().kind()));
        TaskHandler handler = kinds.of(task.draft().kind());
        Duration timeout = task.draft().timeout().orElse(config.defaultTimeout()).plus(handler.grace());
        run.working(Uni.createFrom()
                .deferred(() -> handler.run(run))
                .map(result -> journal.storable("result", result))
                .ifNoItem()
                .after(timeout)
                .failWith(() -> Problem.of(TaskError.TASK_TIMED_OUT, "It ran for more than " + timeout + "."))
                .emitOn(run::runOnContext)
                .subscribe()
                .with(result -> end(run, new TaskOutcome.Succeeded(result)), failure -> failed(run, failure)));
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
                .with(
                        ended -> report(run, outcome, ended),
                        failure -> LOG.warnf(
                                "event=task_end_lost task=%s reason=%s",
                                run.task().id(), failure.toString()));
    }

    private void leave(TaskRun run) {
        run.close();
        runs.remove(run.task().id(), run);
        metrics.stopped(run.task(), run.elapsed());
        wake();
    }

    private void report(TaskRun run, TaskOutcome outcome, Optional<Task> ended) {
        if (outcome instanceof TaskOutcome.PutBack && ended.isPresent()) {
            LOG.debugf("event=task_put_back task=%s", run.task().id());
            return;
        }
        if (ended.isEmpty()) {
            LOG.warnf(
                    "event=task_lost task=%s attempt=%d",
                    run.task().id(), run.hold().attempt());
            return;
        }
        Task task = ended.get();
        if (task.hasEnded()) {
            metrics.ended(task);
        } else {
            metrics.retried(task.draft().kind());
        }
        LOG.infof(
                "event=task_%s task=%s kind=%s organization=%s attempt=%d error=%s millis=%d",
                TaskJournal.verb(task),
                task.id(),
                task.draft().kind(),
                task.member().organization(),
                task.attempt(),
                task.failure().map(TaskFailure::code).orElse("-"),
                run.elapsed().toMillis());
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
        return queue.renew(id, all.stream().map(TaskRun::hold).toList(), config.lease())
                .invoke(held -> all.forEach(run -> renewed(run, Optional.ofNullable(held.get(run.hold())))))
                .replaceWithVoid();
    }

    private void renewed(TaskRun run, Optional<Boolean> cancelling) {
        if (cancelling.isEmpty()) {
            run.runOnContext(() -> lose(run));
        } else if (cancelling.get()) {
            run.runOnContext(() -> end(run, new TaskOutcome.Cancelled()));
        }
    }

    /** Another instance has the task: give the work up, and say nothing of it. */
    private void lose(TaskRun run) {
        if (run.settle()) {
            LOG.warnf(
                    "event=task_lost task=%s attempt=%d",
                    run.task().id(), run.hold().attempt());
            leave(run);
        }
    }

    /** What is under way goes on elsewhere, from its last checkpoint. The server is closed by now, the pool is not. */
    void putBack(@Observes @Priority(AFTER_DRAIN) ShutdownEvent event) throws Throwable {
        stopping = true;
        runs.values().forEach(run -> run.runOnContext(() -> lose(run)));
        int released = VertxContextSupport.subscribeAndAwait(() -> queue.release(id)
                .ifNoItem()
                .after(STOP_LIMIT)
                .recoverWithItem(0)
                .onFailure()
                .recoverWithItem(0));
        if (released > 0) {
            LOG.infof("event=tasks_put_back count=%d", released);
        }
    }
}
