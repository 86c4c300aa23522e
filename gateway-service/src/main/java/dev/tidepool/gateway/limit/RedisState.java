package dev.tidepool.gateway.limit;

import java.time.Duration;

/** Whether decisions are made in Redis. Times are nanoseconds of the monotonic clock. */
sealed interface RedisState {

    record Shared() implements RedisState {}

    /** Decisions are local until {@code retryAt}, when one request tries Redis again. */
    record Degraded(long retryAt) implements RedisState {

        boolean isDue(long now) {
            return now - retryAt >= 0;
        }
    }

    static Degraded degraded(long now, Duration retry) {
        return new Degraded(now + retry.toNanos());
    }
}
