package dev.tidepool.session.openclaw;

import java.time.Duration;

/**
 * How long to wait before a lost connection is tried again: twice as long each time, up to a longest wait, and a fifth more or
 * less by chance, so that many clients of one gateway do not come at once. Pure.
 */
record Backoff(Duration first, Duration longest) {

    private static final int DOUBLINGS = 16;

    /**
     * @param attempt from 0
     * @param chance from 0 to 1
     */
    Duration delay(int attempt, double chance) {
        long doubled = first.toMillis() << Math.min(attempt, DOUBLINGS);
        long base = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(Math.min(longest.toMillis(), (long) (base * (0.8 + 0.4 * chance))));
    }
}
