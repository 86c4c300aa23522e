package dev.tidepool.gateway.status;

import java.time.Duration;

/**
 * One thing the gateway depends on.
 *
 * @param vital whether nothing works without it
 */
record Component(String name, boolean vital, Health health, Duration latency) {

    /** What this component's state means for the whole. */
    Health effect() {
        return vital || health == Health.HEALTHY ? health : Health.DEGRADED;
    }
}
