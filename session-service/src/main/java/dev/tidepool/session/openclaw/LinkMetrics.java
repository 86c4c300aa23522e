package dev.tidepool.session.openclaw;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code tidepool.openclaw.connected{role}} (0 or 1), {@code tidepool.openclaw.connections{role,outcome}} and
 * {@code tidepool.openclaw.requests{method,outcome}}.
 */
final class LinkMetrics {

    private final MeterRegistry registry;
    private final String role;
    private final AtomicInteger connected = new AtomicInteger();

    /** @param role {@code operator} or {@code node} */
    LinkMetrics(MeterRegistry registry, String role) {
        this.registry = registry;
        this.role = role;
        Gauge.builder("tidepool.openclaw.connected", connected, AtomicInteger::get)
                .tag("role", role)
                .description("Whether there is a connection to the OpenClaw gateway")
                .register(registry);
    }

    void connected() {
        connected.set(1);
        count("connected");
    }

    void ended(boolean wasConnected, boolean refused) {
        connected.set(0);
        count(refused ? "refused" : wasConnected ? "lost" : "failed");
    }

    private void count(String outcome) {
        registry.counter("tidepool.openclaw.connections", "role", role, "outcome", outcome)
                .increment();
    }

    /**
     * @param method one of ours: the label stays bounded
     */
    void request(String method, String outcome, Duration duration) {
        registry.timer("tidepool.openclaw.requests", "method", method, "outcome", outcome)
                .record(duration);
    }
}
