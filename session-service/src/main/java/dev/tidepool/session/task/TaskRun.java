package dev.tidepool.session.task;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.trace.JobSpan;
import dev.tidepool.session.attempt.Attempt;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One attempt at a task, on a Vert.x context of its own: what begins and ends it runs there, one after the other. */
final class TaskRun implements TaskContext {

    private static final Duration TOLD_EVERY = Duration.ofSeconds(1);

    private final Hold hold;
    private final TaskJournal journal;
    private final Context context;
    private final Attempt attempt = new Attempt();
    private final long start = System.nanoTime();
    private final AtomicBoolean settled = new AtomicBoolean();
    private final AtomicLong toldNanos = new AtomicLong(start - TOLD_EVERY.toNanos());
    private volatile Task task;
    private volatile Optional<JsonObject> checkpoint;
    private volatile TaskProgress progress;
    private volatile long heldSinceNanos;
    private @Nullable Cancellable work;
    private @Nullable JobSpan span;

    /**
     * @param claimedNanos when the task was asked for
     */
    TaskRun(Task task, Hold hold, long claimedNanos, TaskJournal journal, Context context) {
        this.task = task;
        this.hold = hold;
        this.journal = journal;
        this.context = context;
        this.heldSinceNanos = claimedNanos;
        this.checkpoint = task.checkpoint();
        this.progress = task.progress();
    }

    @Override
    public Task task() {
        return task;
    }

    @Override
    public Optional<JsonObject> checkpoint() {
        return checkpoint;
    }

    @Override
    public String idempotencyKey() {
        return "task:" + task.id();
    }

    @Override
    public String continuationKey() {
        return idempotencyKey() + ":" + task.retries();
    }

    @Override
    public boolean canKeep(JsonObject json) {
        return journal.isStorable(json);
    }

    @Override
    public Uni<Void> checkpoint(JsonObject reached) {
        return journal.keep(hold, reached, progress).invoke(() -> checkpoint = Optional.of(reached));
    }

    @Override
    public Uni<Void> keep(SqlConnection transaction, JsonObject reached) {
        return journal.keep(transaction, hold, reached, progress).invoke(() -> checkpoint = Optional.of(reached));
    }

    @Override
    public void progress(int percent, String note) {
        TaskProgress reached = new TaskProgress(percent, Optional.of(note));
        progress = reached;
        long told = toldNanos.get();
        long now = System.nanoTime();
        if (now - told >= TOLD_EVERY.toNanos() && toldNanos.compareAndSet(told, now)) {
            // Nobody waits for it: what was not told now is with the next checkpoint.
            journal.progress(hold, task, reached).subscribe().with(done -> {}, failure -> {});
        }
    }

    /** Before the work begins. */
    void actAs(Caller.Member member) {
        task = task.as(member);
    }

    Hold hold() {
        return hold;
    }

    /** For what this one begins elsewhere. */
    Attempt attempt() {
        return attempt;
    }

    /** A lease was asked for then, and given: from then on it lasts. */
    long heldSince() {
        return heldSinceNanos;
    }

    void heldSince(long nanoTime) {
        heldSinceNanos = nanoTime;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    void runOnContext(Runnable step) {
        context.runOnContext(ignored -> step.run());
    }

    /** On the run's context. */
    void begin(JobSpan begun) {
        span = begun;
    }

    /** On the run's context, once. */
    void close() {
        if (span != null) {
            span.end();
        }
    }

    /** On the run's context. */
    void working(Cancellable begun) {
        work = begun;
        if (settled.get()) {
            begun.cancel();
        }
    }

    /** Whether this call is the first: only then may it say how the attempt ended. On the run's context. */
    boolean settle() {
        boolean first = settled.compareAndSet(false, true);
        if (first && work != null) {
            work.cancel();
        }
        return first;
    }
}
