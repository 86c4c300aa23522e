package dev.tidepool.gateway.wire;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Open connections, in all and of each client. Thread-safe. */
final class ConnectionCount {

    private final int limit;
    private final int limitOfOne;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, Integer> byClient = new ConcurrentHashMap<>();

    ConnectionCount(int limit, int limitOfOne) {
        this.limit = limit;
        this.limitOfOne = limitOfOne;
    }

    enum Verdict {
        ADMITTED,
        FULL,
        CLIENT_FULL
    }

    int open() {
        return open.get();
    }

    /** A connection that is counted among all only. If admitted, it must leave once. */
    Verdict enter() {
        if (open.incrementAndGet() > limit) {
            open.decrementAndGet();
            return Verdict.FULL;
        }
        return Verdict.ADMITTED;
    }

    void leave() {
        open.decrementAndGet();
    }

    /** A connection of this client. If admitted, it must leave once, as of the same client. */
    Verdict enter(String client) {
        Verdict verdict = enter();
        if (verdict != Verdict.ADMITTED) {
            return verdict;
        }
        if (byClient.merge(client, 1, Integer::sum) > limitOfOne) {
            leave(client);
            return Verdict.CLIENT_FULL;
        }
        return Verdict.ADMITTED;
    }

    void leave(String client) {
        byClient.computeIfPresent(client, (known, count) -> count == 1 ? null : count - 1);
        leave();
    }
}
