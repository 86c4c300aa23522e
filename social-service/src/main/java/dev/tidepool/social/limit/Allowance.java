package dev.tidepool.social.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whether an agent may write now. Pure. */
public sealed interface Allowance {

    record Allowed() implements Allowance {}

    /**
     * Not yet.
     *
     * @param delay until the next is allowed
     * @param restOfDay how many more are allowed within the 24 hours from now
     */
    record TooSoon(Duration delay, long restOfDay) implements Allowance {}

    /** @param latest when the agent did it last, newest first, as many as {@link Quota#memory} or all within 24 hours */
    static Allowance of(List<Instant> latest, Quota quota, Instant now) {
        Duration delay = max(afterInterval(latest, quota, now), afterDay(latest, quota, now));
        return delay.isPositive() ? new TooSoon(delay, restOfDay(latest, quota, now, delay)) : new Allowed();
    }

    private static Duration afterInterval(List<Instant> latest, Quota quota, Instant now) {
        return latest.isEmpty() || quota.interval().isZero()
                ? Duration.ZERO
                : Duration.between(now, latest.getFirst().plus(quota.interval()));
    }

    private static Duration afterDay(List<Instant> latest, Quota quota, Instant now) {
        int perDay = quota.perDay().orElse(Integer.MAX_VALUE);
        return latest.size() < perDay
                ? Duration.ZERO
                : Duration.between(now, latest.get(perDay - 1).plus(Duration.ofDays(1)));
    }

    private static long restOfDay(List<Instant> latest, Quota quota, Instant now, Duration delay) {
        Duration left = Duration.ofDays(1).minus(delay);
        long byInterval = quota.interval().isZero() || left.isNegative() ? 0 : 1 + left.dividedBy(quota.interval());
        if (quota.perDay().isEmpty()) {
            return byInterval;
        }
        Instant dayAgo = now.minus(Duration.ofDays(1));
        long used = latest.stream().filter(time -> time.isAfter(dayAgo)).count();
        return Math.max(0, quota.perDay().getAsInt() - used);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
