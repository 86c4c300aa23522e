package dev.tidepool.staking.chain;

import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;

/** A moving average in which each new value counts for a fifth. */
final class Latency {

    private static final int WEIGHT = 5;

    /** Zero before the first. */
    private final AtomicLong nanos = new AtomicLong();

    void add(long value) {
        nanos.accumulateAndGet(
                Math.max(1, value), (before, now) -> before == 0 ? now : Math.max(1, before + (now - before) / WEIGHT));
    }

    OptionalDouble seconds() {
        long now = nanos.get();
        return now == 0 ? OptionalDouble.empty() : OptionalDouble.of(now / 1e9);
    }
}
