package dev.tidepool.session.openclaw;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code tidepool.openclaw.connected} (0 or 1), {@code tidepool.openclaw.connections{outcome}} and
 * {@code tidepool.openclaw.requests{method,outcome}}.
 */
final class LinkMetrics {

    private final MeterRegistry registry;
    private final AtomicInteger connected = new AtomicInteger();

    LinkMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("tidepool.openclaw.connected", connected, AtomicInteger::get)
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
        registry.counter("tidepool.openclaw.connections", "outcome", outcome).increment();
    }

    /**
     * @param method one of ours: the label stays bounded
     */
    void request(String method, String outcome, Duration duration) {
        registry.timer("tidepool.openclaw.requests", "method", method, "outcome", outcome)
                .record(duration);
    }
}
