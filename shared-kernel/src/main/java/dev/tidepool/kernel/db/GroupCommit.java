package dev.tidepool.kernel.db;

import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.DistributionSummary;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes that come while others are being stored wait, and are then stored together: one flight, one write to the disk, an outcome
 * for each. Nobody waits for company: who comes alone is stored at once.
 *
 * @param <W> what is to be stored
 * @param <R> what became of it
 */
public final class GroupCommit<W, R> {

    /** Class of SQLSTATE after which it is open whether the transaction was committed: the server is going down. */
    private static final String GOING_DOWN = "57";

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Limits limits;
    private final DistributionSummary sizes;
    private final Function<List<W>, Uni<List<R>>> store;
    private final Queue<Waiting<W, R>> waiting = new ArrayDeque<>();
    private boolean underWay;

    /**
     * @param sizes is told of each group
     * @param store stores all or nothing, and tells what became of each, in their order
     */
    public GroupCommit(Vertx vertx, Limits limits, DistributionSummary sizes, Function<List<W>, Uni<List<R>>> store) {
        this.vertx = vertx;
        this.limits = limits;
        this.sizes = sizes;
        this.store = store;
    }

    /**
     * @param together writes in a group
     * @param waiting writes; more are refused
     * @param storing of one group: then it is given up, and whether it was stored is open
     */
    public record Limits(int together, int waiting, Duration storing) {}

    /** A write that waits, told on the writer's own context where there is one. */
    private static final class Waiting<W, R> {

        private final W item;
        private final @Nullable Context context;
        private final UniEmitter<? super R> answer;
        private volatile boolean left;

        Waiting(W item, @Nullable Context context, UniEmitter<? super R> answer) {
            this.item = item;
            this.context = context;
            this.answer = answer;
            answer.onTermination(() -> left = true);
        }

        W item() {
            return item;
        }

        boolean isLeft() {
            return left;
        }

        void complete(R outcome) {
            tell(() -> answer.complete(outcome));
        }

        void fail(Throwable failure) {
            tell(() -> answer.fail(failure));
        }

        private void tell(Runnable told) {
            if (context == null) {
                told.run();
            } else {
                context.runOnContext(ignored -> told.run());
            }
        }
    }

    /**
     * Fails as storing it does: for what PostgreSQL refuses of another's in the group nobody else is refused. Fails with 503 where too
     * many wait. Who cancels before it is stored is not stored.
     */
    public Uni<R> write(W item) {
        return Uni.createFrom().emitter(answer -> {
            Waiting<W, R> write = new Waiting<>(item, Vertx.currentContext(), answer);
            if (!join(write)) {
                write.fail(Problem.unavailable("Too many writes wait for the database. Try again.", RETRY));
                return;
            }
            List<Waiting<W, R>> group = takeUnlessUnderWay();
            if (!group.isEmpty()) {
                // Off the writer's own context: what others write is no part of its request.
                Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()))
                        .runOnContext(ignored -> storeAll(group));
            }
        });
    }

    private synchronized boolean join(Waiting<W, R> write) {
        return waiting.size() < limits.waiting() && waiting.add(write);
    }

    private synchronized List<Waiting<W, R>> takeUnlessUnderWay() {
        return underWay ? List.of() : take();
    }

    private synchronized List<Waiting<W, R>> take() {
        List<Waiting<W, R>> group = new ArrayList<>(Math.min(limits.together(), waiting.size()));
        while (group.size() < limits.together() && !waiting.isEmpty()) {
            Waiting<W, R> next = waiting.remove();
            if (!next.isLeft()) {
                group.add(next);
            }
        }
        underWay = !group.isEmpty();
        return group;
    }

    private void storeAll(List<Waiting<W, R>> group) {
        settle(group)
                .onTermination()
                .invoke(() -> {
                    List<Waiting<W, R>> next = take();
                    if (!next.isEmpty()) {
                        storeAll(next);
                    }
                })
                .subscribe()
                .with(done -> {});
    }

    /** Never fails: each is told what became of it. */
    private Uni<Void> settle(List<Waiting<W, R>> group) {
        sizes.record(group.size());
        return Uni.createFrom()
                .deferred(() -> store.apply(group.stream().map(Waiting::item).toList()))
                .ifNoItem()
                .after(limits.storing())
                .failWith(() -> Problem.unavailable("The database took too long. Try again.", RETRY))
                .invoke(outcomes -> {
                    for (int place = 0; place < group.size(); place++) {
                        group.get(place).complete(outcomes.get(place));
                    }
                })
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> refused(group, failure));
    }

    /** What was refused for one of them, and taken back, is no verdict on the others: each is tried alone. */
    private Uni<Void> refused(List<Waiting<W, R>> group, Throwable failure) {
        boolean isUndone = failure instanceof PgException refused
                && !refused.getSqlState().startsWith(GOING_DOWN)
                && !SqlFailures.isOverdue(failure);
        if (isUndone && group.size() > 1) {
            return Each.inTurn(group, write -> settle(List.of(write)));
        }
        group.forEach(write -> write.fail(failure));
        return Uni.createFrom().voidItem();
    }
}
