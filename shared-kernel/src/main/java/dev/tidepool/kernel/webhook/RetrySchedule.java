package dev.tidepool.kernel.webhook;

import java.time.Duration;

/**
 * When something that failed is tried again: after {@code first}, then three times as long each time, up to {@code last}. Up to a fifth is
 * taken away or added, so that what failed together does not come back together. Pure.
 */
public record RetrySchedule(Duration first, Duration last) {

    private static final double FACTOR = 3;
    private static final double SPREAD = 0.2;

    public RetrySchedule {
        if (first.isNegative() || first.isZero() || last.compareTo(first) < 0) {
            throw new IllegalArgumentException("first must be positive and last not below it: " + first + ", " + last);
        }
    }

    /**
     * How long to wait.
     *
     * @param failures how often it failed, 1 or more
     * @param chance from 0 to 1, at random
     */
    public Duration after(int failures, double chance) {
        if (failures < 1 || chance < 0 || chance > 1) {
            throw new IllegalArgumentException(
                    "failures must be 1 or more, chance 0 to 1: " + failures + ", " + chance);
        }
        double whole = Math.min((double) last.toMillis(), (double) first.toMillis() * Math.pow(FACTOR, failures - 1.0));
        return Duration.ofMillis(Math.round(whole * (1 - SPREAD + 2 * SPREAD * chance)));
    }
}
