package dev.tidepool.gateway.wire;

import java.time.Duration;

/** How long one connection may take and what one request may hold; as {@link WireConfig} describes them. */
record WireLimits(
        Duration head,
        Duration bodyInterval,
        int bodyMinimumBytes,
        Duration keepAlive,
        int maxHeaders,
        int maxPipelined) {

    WireLimits {
        requirePositive("head-timeout", head.toMillis());
        requirePositive("body-interval", bodyInterval.toMillis());
        requirePositive("body-minimum-bytes", bodyMinimumBytes);
        requirePositive("keep-alive", keepAlive.toMillis());
        requirePositive("max-headers", maxHeaders);
        requirePositive("max-pipelined", maxPipelined);
    }

    static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("tidepool.wire." + name + " must be 1 at least, not " + value);
        }
    }

    Duration shortest() {
        Duration shortest = head.compareTo(bodyInterval) < 0 ? head : bodyInterval;
        return shortest.compareTo(keepAlive) < 0 ? shortest : keepAlive;
    }
}
