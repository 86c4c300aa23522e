package dev.tidepool.gateway.apikey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts uses of keys until they are written. None is lost between two takings, nor counted twice. */
final class KeyUses {

    /** A counter with this value is out of the map: its user takes a new one. */
    private static final long RETIRED = -1;

    private final ConcurrentMap<ApiKeyId, Counter> counters = new ConcurrentHashMap<>();

    private static final class Counter {
        final AtomicLong uses = new AtomicLong();
        volatile long lastMillis;
    }

    /** How often a key was used, and when last. */
    record Uses(ApiKeyId key, long count, Instant last) {}

    void count(ApiKeyId key, long nowMillis) {
        add(key, 1, nowMillis);
    }

    /** Puts back what could not be written. */
    void addAgain(Uses uses) {
        add(uses.key(), uses.count(), uses.last().toEpochMilli());
    }

    private void add(ApiKeyId key, long count, long nowMillis) {
        boolean counted = false;
        while (!counted) {
            Counter counter = counters.computeIfAbsent(key, absent -> new Counter());
            counter.lastMillis = Math.max(counter.lastMillis, nowMillis);
            counted = counter.uses.updateAndGet(uses -> uses == RETIRED ? RETIRED : uses + count) != RETIRED;
        }
    }

    /** What was counted since the last taking. Keys that were not used meanwhile take up no memory after it. */
    List<Uses> take() {
        List<Uses> taken = new ArrayList<>();
        counters.forEach((key, counter) -> {
            if (counter.uses.compareAndSet(0, RETIRED)) {
                counters.remove(key, counter);
            } else {
                taken.add(new Uses(key, counter.uses.getAndSet(0), Instant.ofEpochMilli(counter.lastMillis)));
            }
        });
        return taken;
    }
}
