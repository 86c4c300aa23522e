package dev.tidepool.staking.wallet;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Writes of one wallet that this process counted since a time of its own clock. */
final class LocalWindow {

    private final long beganAt;
    private final AtomicLong writes = new AtomicLong();

    LocalWindow(long nanos) {
        this.beganAt = nanos;
    }

    /** With this one. */
    long count() {
        return writes.incrementAndGet();
    }

    Duration left(Duration window, long nanos) {
        Duration left = window.minusNanos(nanos - beganAt);
        return left.isPositive() ? left : Duration.ZERO;
    }
}
