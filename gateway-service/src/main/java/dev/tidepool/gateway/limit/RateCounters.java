package dev.tidepool.gateway.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Decisions by tier, outcome and where they were made; looked up once each. */
@Singleton
class RateCounters {

    private final MeterRegistry metrics;
    private final ConcurrentMap<Key, Counter> counters = new ConcurrentHashMap<>();

    RateCounters(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    private record Key(String tier, String outcome, Store store) {}

    /** Where a decision was made. */
    enum Store {
        /** By a trip to Redis. */
        REDIS("redis"),
        /** From an earlier trip's lease or refusal. */
        LEASE("lease"),
        /** By this gateway alone. */
        LOCAL("local");

        private final String label;

        Store(String label) {
            this.label = label;
        }
    }

    void count(RateSubject subject, RateDecision decision, Store store) {
        String outcome = switch (decision) {
            case RateDecision.Allowed allowed -> "allowed";
            case RateDecision.Denied denied -> "denied";
        };
        counters.computeIfAbsent(new Key(subject.tier(), outcome, store), this::counter)
                .increment();
    }

    private Counter counter(Key key) {
        return metrics.counter(
                "tidepool.ratelimit.decisions", "tier", key.tier, "outcome", key.outcome, "store", key.store.label);
    }
}
