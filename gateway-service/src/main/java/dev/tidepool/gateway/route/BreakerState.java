package dev.tidepool.gateway.route;

import java.time.Duration;

/**
 * The states of a breaker and the only steps between them. Times are nanoseconds of the monotonic clock. Pure.
 *
 * <p>Not the fault-tolerance library's guard: a guard's verdict is the completion of one asynchronous value, while here the
 * verdict falls at the head of an answer whose body streams on, a client that leaves is no verdict at all, and the pause
 * depends on how the service failed.
 */
sealed interface BreakerState {

    /** @param pause how long to leave the service alone after this kind of failure */
    record Failure(Duration pause) {}

    record Rules(int failures, Duration within) {}

    BreakerState onSuccess();

    BreakerState onFailure(Failure failure, Rules rules, long now);

    /** Requests pass. */
    record Closed(int failures, long firstFailureAt) implements BreakerState {

        static final Closed FRESH = new Closed(0, 0);

        @Override
        public BreakerState onSuccess() {
            return failures == 0 ? this : FRESH;
        }

        @Override
        public BreakerState onFailure(Failure failure, Rules rules, long now) {
            boolean counts =
                    failures > 0 && now - firstFailureAt < rules.within().toNanos();
            Closed next = counts ? new Closed(failures + 1, firstFailureAt) : new Closed(1, now);
            return next.failures < rules.failures() ? next : Open.after(failure, now);
        }
    }

    /** Requests are refused until {@code until}. */
    record Open(long until, Duration pause) implements BreakerState {

        static Open after(Failure failure, long now) {
            return new Open(now + failure.pause().toNanos(), failure.pause());
        }

        boolean isDue(long now) {
            return now - until >= 0;
        }

        Duration remaining(long now) {
            return Duration.ofNanos(Math.max(0, until - now));
        }

        /** A request sent before the breaker opened came through: no reason to stay open. */
        @Override
        public BreakerState onSuccess() {
            return Closed.FRESH;
        }

        @Override
        public BreakerState onFailure(Failure failure, Rules rules, long now) {
            return this;
        }
    }

    /** One request is on trial since {@code since}; others are refused meanwhile, unless it takes long. */
    record HalfOpen(Duration pause, long since) implements BreakerState {

        /** A slow answer is no verdict: after this another request may try. */
        private static final Duration PATIENCE = Duration.ofSeconds(1);

        boolean isSlow(long now) {
            return now - since >= PATIENCE.toNanos();
        }

        @Override
        public BreakerState onSuccess() {
            return Closed.FRESH;
        }

        @Override
        public BreakerState onFailure(Failure failure, Rules rules, long now) {
            return Open.after(failure, now);
        }

        /** The trial's client left before there was a verdict: the next request is the trial. */
        BreakerState onAbandoned(long now) {
            return new Open(now, pause);
        }
    }
}
