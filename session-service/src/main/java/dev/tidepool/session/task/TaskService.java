package dev.tidepool.session.task;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.session.SessionService;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Puts tasks into the queue, shows them, and ends them. A task of another organisation does not exist here. */
@ApplicationScoped
public class TaskService {

    private static final Duration FULL_FOR = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(3);

    private final TenantDatabase database;
    private final TaskRepository tasks;
    private final TaskEvents events;
    private final TaskKinds kinds;
    private final TaskWorker worker;
    private final TaskEnds ends;
    private final TaskMetrics metrics;
    private final TaskConfig config;
    private final SessionService sessions;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;

    TaskService(
            TenantDatabase database,
            TaskRepository tasks,
            TaskEvents events,
            TaskKinds kinds,
            TaskWorker worker,
            TaskEnds ends,
            TaskMetrics metrics,
            TaskConfig config,
            SessionService sessions,
            OutboxRelay relay,
            Uuid7Generator ids) {
        this.database = database;
        this.tasks = tasks;
        this.events = events;
        this.kinds = kinds;
        this.worker = worker;
        this.ends = ends;
        this.metrics = metrics;
        this.config = config;
        this.sessions = sessions;
        this.relay = relay;
        this.ids = ids;
    }

    /** What became of a wish for a task. */
    public sealed interface Queued {
        Task task();

        record Added(Task task) implements Queued {}

        /** An earlier wish with the same key added it. */
        record Repeated(Task task) implements Queued {}
    }

    /** What a user asks for. @throws Problem 400, 403 or 404 when he may not have such a task */
    public TaskDraft draft(Caller.Member member, CreateTask wanted) {
        TaskDraft draft = wanted.draft(config, Instant.now());
        check(member, draft);
        return draft;
    }

    /** @throws Problem 400 or 403 when a user may not have such a task */
    public void check(Caller.Member member, TaskDraft draft) {
        kinds.forUsers(draft.kind()).check(member, draft);
    }

    /**
     * Puts a task into the queue. Fails with 404 for a session that is not the organisation's, 409 for a key that stands for
     * something else, 429 and 503 when too many wait.
     */
    public Uni<Queued> add(Caller.Member member, TaskDraft draft) {
        OrganizationId organization = member.organization();
        Uni<?> session = draft.session().isEmpty()
                ? Uni.createFrom().voidItem()
                : sessions.find(organization, draft.session().get());
        return session.chain(() -> database.inTransaction(organization, transaction -> add(transaction, member, draft)))
                .invoke(this::wake);
    }

    /** The same as part of a transaction of the member's organisation; call {@link #wake()} after its commit. */
    public Uni<Queued> add(SqlConnection transaction, Caller.Member member, TaskDraft draft) {
        return holdSession(transaction, draft)
                .chain(() -> tasks.countWaiting(transaction, member.organization()))
                .chain(waiting -> earlier(transaction, member.organization(), draft)
                        .chain(earlier -> earlier.isPresent()
                                ? Uni.createFrom().item(repeated(earlier.get(), draft))
                                : store(transaction, member, draft, waiting)));
    }

    /** Its room will be told: whoever tells has the session before anything else. */
    private Uni<Void> holdSession(SqlConnection transaction, TaskDraft draft) {
        return draft.session().isEmpty()
                ? Uni.createFrom().voidItem()
                : sessions.hold(transaction, List.of(draft.session().get()));
    }

    private Uni<Optional<Task>> earlier(SqlConnection transaction, OrganizationId organization, TaskDraft draft) {
        return draft.idempotencyKey().isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : tasks.findByKey(
                        transaction, organization, draft.idempotencyKey().get());
    }

    private static Queued repeated(Task earlier, TaskDraft draft) {
        if (!earlier.draft().kind().equals(draft.kind())
                || !earlier.draft().session().equals(draft.session())
                || !earlier.draft().input().equals(draft.input())) {
            throw Problem.of(
                    TaskError.IDEMPOTENCY_KEY_REUSED,
                    "The key belongs to task " + earlier.id() + ", which has another kind, session or input.");
        }
        return new Queued.Repeated(earlier);
    }

    private Uni<Queued> store(
            SqlConnection transaction, Caller.Member member, TaskDraft draft, TaskRepository.Waiting waiting) {
        requireRoom(member, draft, waiting);
        Task task = fresh(member, draft);
        return tasks.insert(transaction, task)
                .chain(() -> events.append(transaction, "created", task))
                .invoke(() -> metrics.created(draft.kind()))
                .replaceWith(new Queued.Added(task));
    }

    /** What is put off is in nobody's way until it is due. */
    private void requireRoom(Caller.Member member, TaskDraft draft, TaskRepository.Waiting waiting) {
        if (draft.runAt().filter(time -> time.isAfter(Instant.now())).isPresent()) {
            requireFewer(waiting.putOff(), config.putOff().of(member.tier()), "wait for their time");
            return;
        }
        requireFewer(waiting.own(), config.maxQueuedOfOrganization(), "are waiting");
        if (waiting.all() >= config.maxQueued() && waiting.own() >= config.reservedForOrganization()) {
            throw Problem.of(TaskError.TASK_QUEUE_FULL, "Too many tasks are waiting. Try again later.")
                    .retryAfter(FULL_FOR);
        }
    }

    private static void requireFewer(long tasks, int limit, String what) {
        if (tasks >= limit) {
            throw Problem.of(
                            TaskError.TOO_MANY_TASKS,
                            "%d tasks of the organisation %s. Try again when some have run.".formatted(tasks, what))
                    .retryAfter(FULL_FOR);
        }
    }

    private Task fresh(Caller.Member member, TaskDraft draft) {
        Instant now = DatabaseTime.now();
        TaskDraft complete = new TaskDraft(
                draft.kind(),
                draft.session(),
                draft.input(),
                draft.priority(),
                draft.runAt().or(() -> Optional.of(now)),
                draft.timeout().or(() -> Optional.of(config.defaultTimeout())),
                draft.maxAttempts().or(() -> Optional.of(config.defaultAttempts())),
                draft.idempotencyKey());
        return new Task(
                ids.next(TaskId::new),
                member,
                complete,
                new TaskState.Queued(),
                0,
                0,
                0,
                Optional.empty(),
                TaskProgress.NONE,
                Optional.empty(),
                now,
                now,
                Optional.empty());
    }

    /** Lets what was added be run and told soon. */
    public void wake() {
        relay.wake();
        worker.wake();
    }

    /** Fails with 404 {@link TaskError#TASK_NOT_FOUND} when the organisation has no such task. */
    public Uni<Task> find(OrganizationId organization, TaskId id) {
        return database.inTransaction(organization, transaction -> tasks.find(transaction, organization, id))
                .map(found -> found.orElseThrow(() -> Problem.notFound(TaskError.TASK_NOT_FOUND, id)));
    }

    Uni<Page<Task>> list(OrganizationId organization, TaskFilter filter, Optional<TaskId> before, PageLimit limit) {
        return database.inTransaction(
                        organization,
                        transaction -> tasks.list(transaction, organization, filter, before, limit.plusOne()))
                .map(found -> Page.of(found, limit));
    }

    /**
     * A waiting task ends at once, a running one as soon as its instance learns of it. Cancelling again changes nothing; fails
     * with 409 when the task came to an end of its own.
     */
    public Uni<Task> cancel(OrganizationId organization, TaskId id) {
        return database.inTransaction(
                        organization,
                        transaction -> tasks.holdSessionOf(transaction, organization, id)
                                .chain(() -> tasks.cancel(transaction, organization, id))
                                .chain(cancelled -> cancelled.isPresent()
                                        ? told(transaction, cancelled.get())
                                        : ended(transaction, organization, id)))
                .invoke(task -> {
                    relay.wake();
                    worker.cancel(task.id());
                });
    }

    private Uni<Task> told(SqlConnection transaction, Task task) {
        if (!task.hasEnded()) {
            return Uni.createFrom().item(task);
        }
        metrics.ended(task);
        return events.append(transaction, "cancelled", task).replaceWith(task);
    }

    private Uni<Task> ended(SqlConnection transaction, OrganizationId organization, TaskId id) {
        return tasks.find(transaction, organization, id).map(found -> {
            Task task = found.orElseThrow(() -> Problem.notFound(TaskError.TASK_NOT_FOUND, id));
            if (task.state() instanceof TaskState.Cancelled) {
                return task;
            }
            throw Problem.of(
                    TaskError.TASK_ENDED,
                    "The task has " + task.state().status().wireName() + ": there is nothing to cancel.");
        });
    }

    /** The task once it has ended, or as it is when the time is up, or when too many wait for theirs. */
    public Uni<Task> await(OrganizationId organization, TaskId id, Duration limit) {
        Optional<TaskEnds.Waiter> waiter = limit.isZero() ? Optional.empty() : ends.await(id);
        if (waiter.isEmpty()) {
            return find(organization, id);
        }
        return await(organization, id, waiter.get(), System.nanoTime() + limit.toNanos())
                .onTermination()
                .invoke(() -> ends.leave(waiter.get()));
    }

    /** Looks now and then besides: what is told may be lost on its way. */
    private Uni<Task> await(OrganizationId organization, TaskId id, TaskEnds.Waiter waiter, long deadline) {
        return find(organization, id).chain(task -> {
            long left = deadline - System.nanoTime();
            if (task.hasEnded() || left <= 0) {
                return Uni.createFrom().item(task);
            }
            // Told and not seen: that is no reason to look again at once.
            CompletableFuture<Void> next = waiter.wasTold() ? new CompletableFuture<>() : waiter.told();
            return Uni.createFrom()
                    .completionStage(() -> next)
                    .ifNoItem()
                    .after(Duration.ofNanos(Math.min(left, LOOK_EVERY.toNanos())))
                    .fail()
                    .onFailure(TimeoutException.class)
                    .recoverWithNull()
                    .emitOn(callersThread())
                    .chain(() -> await(organization, id, waiter, deadline));
        });
    }

    private static Executor callersThread() {
        Context caller = Vertx.currentContext();
        return caller == null ? Runnable::run : work -> caller.runOnContext(go -> work.run());
    }
}
