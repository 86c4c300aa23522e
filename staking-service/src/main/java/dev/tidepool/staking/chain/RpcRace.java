package dev.tidepool.staking.chain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.staking.chain.RpcFailure.Kind;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call, asked of endpoints in their order: of the next when one fails and, if it is a read, of one more when the first is
 * late. The first answer is taken; an endpoint that lost goes on to its own end, so that its breaker learns what became of it.
 */
final class RpcRace<T> {

    private final RpcRequest request;
    private final Function<JsonNode, T> reader;
    private final Queue<RpcEndpoint> plan;
    private final Course course;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicBoolean settled = new AtomicBoolean();

    RpcRace(RpcRequest request, Function<JsonNode, T> reader, List<RpcEndpoint> plan, Course course) {
        this.request = request;
        this.reader = reader;
        this.plan = new ConcurrentLinkedQueue<>(plan);
        this.course = course;
    }

    /** What a race needs of whoever runs it. */
    interface Course {

        Vertx vertx();

        Duration lateAfter();

        Hedges hedges();

        /** An endpoint answered, first of all or in place of others that had failed. */
        void served(RpcEndpoint endpoint);

        /** When nobody is left to ask. */
        Throwable nobody();
    }

    Uni<T> run() {
        return Uni.createFrom().emitter((UniEmitter<? super T> result) -> begin(result));
    }

    private void begin(UniEmitter<? super T> result) {
        RpcEndpoint first = plan.poll();
        if (first == null) {
            fail(course.nobody(), result);
            return;
        }
        ask(first, result, course::served);
        RpcEndpoint second = plan.peek();
        if (request.isRead() && !settled.get() && second != null && second != first) {
            course.vertx().setTimer(course.lateAfter().toMillis(), fired -> late(result));
        }
    }

    /** Whoever failed meanwhile has passed the call on already. */
    private void late(UniEmitter<? super T> result) {
        if (settled.get() || underWay.get() != 1 || plan.isEmpty()) {
            return;
        }
        course.hedges().begin().ifPresent(hedge -> {
            RpcEndpoint second = plan.poll();
            if (second == null) {
                hedge.end();
            } else {
                hedge(second, hedge, result);
            }
        });
    }

    private void hedge(RpcEndpoint second, Hedges.Hedge hedge, UniEmitter<? super T> result) {
        underWay.incrementAndGet();
        second.call(request, reader)
                .onTermination()
                .invoke(hedge::end)
                .subscribe()
                .with(value -> succeed(value, result, hedge::won), failure -> failed(second, failure, result));
    }

    private void ask(RpcEndpoint endpoint, UniEmitter<? super T> result, Consumer<RpcEndpoint> taken) {
        underWay.incrementAndGet();
        endpoint.call(request, reader)
                .subscribe()
                .with(
                        value -> succeed(value, result, () -> taken.accept(endpoint)),
                        failure -> failed(endpoint, failure, result));
    }

    private void succeed(T value, UniEmitter<? super T> result, Runnable taken) {
        underWay.decrementAndGet();
        if (settled.compareAndSet(false, true)) {
            taken.run();
            result.complete(value);
        }
    }

    private void failed(RpcEndpoint endpoint, Throwable failure, UniEmitter<? super T> result) {
        boolean last = underWay.decrementAndGet() == 0;
        if (settled.get() || !last) {
            return;
        }
        if (!(failure instanceof RpcFailure.Endpoint ill)) {
            fail(failure, result);
            return;
        }
        RpcEndpoint next = next(endpoint, ill.kind());
        if (next == null) {
            fail(course.nobody(), result);
        } else {
            ask(next, result, course::served);
        }
    }

    /** The same endpoint again is worth a try only where another connection, or another node behind it, may do better. */
    private @Nullable RpcEndpoint next(RpcEndpoint failed, Kind kind) {
        RpcEndpoint next = plan.poll();
        boolean again = kind == Kind.UNREACHABLE || kind == Kind.BAD_ANSWER || kind == Kind.BEHIND;
        return next == failed && !again ? null : next;
    }

    private void fail(Throwable failure, UniEmitter<? super T> result) {
        if (settled.compareAndSet(false, true)) {
            result.fail(failure);
        }
    }
}
