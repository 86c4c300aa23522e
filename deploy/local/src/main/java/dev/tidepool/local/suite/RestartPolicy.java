package dev.tidepool.local.suite;

import java.time.Duration;

/**
 * How often a server that died is started again, and after which delay: first, doubled each time.
 *
 * @param steady how long a server must stand until its earlier deaths are forgotten
 */
record RestartPolicy(int attempts, Duration first, Duration steady) {
    static final RestartPolicy STANDARD = new RestartPolicy(6, Duration.ofSeconds(1), Duration.ofMinutes(1));

    RestartPolicy {
        if (attempts < 0 || first.isNegative()) {
            throw new IllegalArgumentException("attempts " + attempts + ", first " + first);
        }
    }

    /** The state after a death that came after so many restarts. */
    ServerState after(int restarts, String why) {
        return restarts >= attempts
                ? new ServerState.Failed(why)
                : new ServerState.Down(restarts, why, first.multipliedBy(1L << restarts));
    }
}
