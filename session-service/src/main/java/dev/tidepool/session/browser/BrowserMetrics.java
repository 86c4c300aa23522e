package dev.tidepool.session.browser;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Of browsers: the gauge {@code tidepool.browser.open}, the timer {@code .operations{operation,outcome}}, and the counters
 * {@code .starts{outcome}} of Chromium, {@code .closed{reason}} and {@code .egress{outcome}} of pages' connections.
 */
@ApplicationScoped
class BrowserMetrics {

    private final MeterRegistry registry;
    private final AtomicInteger open = new AtomicInteger();

    BrowserMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("tidepool.browser.open", open, AtomicInteger::get)
                .description("Sessions with an open browser, in this instance")
                .register(registry);
    }

    void open(int browsers) {
        open.set(browsers);
    }

    void started(String outcome) {
        registry.counter("tidepool.browser.starts", "outcome", outcome).increment();
    }

    void closed(String reason) {
        registry.counter("tidepool.browser.closed", "reason", reason).increment();
    }

    void egress(String outcome) {
        registry.counter("tidepool.browser.egress", "outcome", outcome).increment();
    }

    void operation(String operation, String outcome, Duration taken) {
        Timer.builder("tidepool.browser.operations")
                .tags("operation", operation, "outcome", outcome)
                .register(registry)
                .record(taken);
    }
}
