package dev.tidepool.session.task;

import java.time.Duration;

/** How long to wait after failures: twice as long after each, spread so that those who failed together do not return together. Pure. */
record Backoff(Duration first, Duration most) {

    Backoff {
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("first must be positive and most no shorter: " + first + ", " + most);
        }
    }

    /**
     * Between a half and the whole of the doubled wait.
     *
     * @param failures so far, at least 1
     * @param draw from 0 to 1
     */
    Duration after(int failures, double draw) {
        double doubled = (double) first.toMillis() * Math.pow(2, failures - 1);
        double whole = Math.min(doubled, (double) most.toMillis());
        return Duration.ofMillis(Math.round(whole * (0.5 + draw / 2)));
    }
}
