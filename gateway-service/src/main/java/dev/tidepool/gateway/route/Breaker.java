package dev.tidepool.gateway.route;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** One service's breaker. */
final class Breaker {

    private static final Logger LOG = Logger.getLogger(Breaker.class);

    /** What clients are told while a trial is under way. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Upstream upstream;
    private final BreakerState.Rules rules;
    private final AtomicReference<BreakerState> state = new AtomicReference<>(BreakerState.Closed.FRESH);

    Breaker(Upstream upstream, BreakerState.Rules rules) {
        this.upstream = upstream;
        this.rules = rules;
    }

    /** Whether a request may be sent. */
    sealed interface Admission {
        record Pass() implements Admission {}

        record Refused(Duration retryAfter) implements Admission {}
    }

    private static final Admission PASS = new Admission.Pass();

    Admission admit(long now) {
        return switch (state.get()) {
            case BreakerState.Closed closed -> PASS;
            case BreakerState.HalfOpen trial ->
                trial.isSlow(now) && state.compareAndSet(trial, new BreakerState.HalfOpen(trial.pause(), now))
                        ? PASS
                        : new Admission.Refused(SOON);
            case BreakerState.Open open ->
                open.isDue(now) && state.compareAndSet(open, new BreakerState.HalfOpen(open.pause(), now))
                        ? PASS
                        : new Admission.Refused(open.remaining(now));
        };
    }

    void succeeded() {
        BreakerState before = state.get();
        BreakerState after = before.onSuccess();
        if (!before.equals(after) && state.compareAndSet(before, after) && !(before instanceof BreakerState.Closed)) {
            LOG.infof("event=breaker_closed upstream=%s", upstream.wireName());
        }
    }

    void failed(BreakerState.Failure failure, long now) {
        BreakerState before = state.getAndUpdate(current -> current.onFailure(failure, rules, now));
        boolean opens = before.onFailure(failure, rules, now) instanceof BreakerState.Open;
        if (opens && before instanceof BreakerState.Closed) {
            LOG.warnf("event=breaker_opened upstream=%s", upstream.wireName());
        }
    }

    void abandoned(long now) {
        state.updateAndGet(
                current -> current instanceof BreakerState.HalfOpen trial ? trial.onAbandoned(now) : current);
    }

    boolean isOpen() {
        return !(state.get() instanceof BreakerState.Closed);
    }

    /** For the gauge: 0 closed, 1 half open, 2 open. */
    int level() {
        return switch (state.get()) {
            case BreakerState.Closed closed -> 0;
            case BreakerState.HalfOpen trial -> 1;
            case BreakerState.Open open -> 2;
        };
    }
}
