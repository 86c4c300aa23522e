package dev.tidepool.gateway.lockout;

import java.time.Duration;

/**
 * How attempts are slowed down: {@code free} attempts pass, then each one locks for twice as long as the one before, up to
 * {@code longest}. One attempt is forgiven every {@code decay}. Pure.
 */
record Backoff(int free, Duration first, Duration longest, Duration decay) {

    Backoff {
        if (free < 1 || !isPositive(first) || first.compareTo(longest) > 0 || !isPositive(decay)) {
            throw new IllegalArgumentException(
                    "free must be at least 1, first at least 1 ms and at most longest, decay at least 1 ms: free="
                            + free + " first=" + first + " longest=" + longest + " decay=" + decay);
        }
    }

    private static boolean isPositive(Duration duration) {
        return duration.toMillis() > 0;
    }

    /** Attempts so far, when they were last counted, and until when no more are admitted: milliseconds of one clock. */
    record Attempts(double count, long at, long lockedUntil) {

        static final Attempts NONE = new Attempts(0, 0, 0);
    }

    /** How long to wait before an attempt is admitted, in milliseconds; 0 admits it. */
    static long waitOf(Attempts attempts, long now) {
        return Math.max(0, attempts.lockedUntil() - now);
    }

    /** The state after an admitted attempt, which counts as failed until it is forgiven. */
    Attempts counted(Attempts before, long now) {
        double count = Math.max(0, before.count() - (double) (now - before.at()) / decay.toMillis()) + 1;
        return new Attempts(count, now, isFree(count) ? 0 : now + lockMillis(count));
    }

    /** The state after an attempt turned out well. */
    Attempts forgiven(Attempts before) {
        double count = Math.max(0, before.count() - 1);
        return new Attempts(count, before.at(), isFree(count) ? 0 : before.lockedUntil());
    }

    /** What has decayed by less than one whole attempt still counts as one. */
    private boolean isFree(double count) {
        return Math.ceil(count) < free;
    }

    private long lockMillis(double count) {
        return (long) Math.min((double) longest.toMillis(), first.toMillis() * Math.pow(2, Math.ceil(count) - free));
    }
}
