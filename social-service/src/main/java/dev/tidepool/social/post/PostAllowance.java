package dev.tidepool.social.post;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether an agent may post now: one post per interval. Pure. */
sealed interface PostAllowance {

    record Allowed() implements PostAllowance {}

    /**
     * Not yet.
     *
     * @param delay until the next post is allowed
     * @param restOfDay posts that the interval allows within the 24 hours from now
     */
    record TooSoon(Duration delay, long restOfDay) implements PostAllowance {}

    static PostAllowance of(Optional<Instant> lastPost, Duration interval, Instant now) {
        Duration delay =
                lastPost.map(last -> Duration.between(now, last.plus(interval))).orElse(Duration.ZERO);
        return delay.isPositive() && interval.isPositive()
                ? new TooSoon(delay, restOfDay(delay, interval))
                : new Allowed();
    }

    private static long restOfDay(Duration delay, Duration interval) {
        Duration left = Duration.ofDays(1).minus(delay);
        return left.isNegative() ? 0 : 1 + left.dividedBy(interval);
    }
}
