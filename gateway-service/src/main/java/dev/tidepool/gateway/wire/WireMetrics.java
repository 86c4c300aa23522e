package dev.tidepool.gateway.wire;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts what was refused before it was a request. */
final class WireMetrics {

    private final MeterRegistry registry;

    WireMetrics(MeterRegistry registry, ConnectionCount connections) {
        this.registry = registry;
        registry.gauge("tidepool.wire.connections", connections, ConnectionCount::open);
    }

    void refused(Refusal refusal) {
        registry.counter("tidepool.wire.refused", "reason", refusal.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** @param reason one of few */
    void closed(String reason) {
        registry.counter("tidepool.wire.closed", "reason", reason).increment();
    }
}
