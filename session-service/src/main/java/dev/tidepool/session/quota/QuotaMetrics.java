package dev.tidepool.session.quota;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code tidepool.quota.refused{quota}}: what was refused because an organisation had used it up. */
@ApplicationScoped
class QuotaMetrics {

    private final MeterRegistry registry;

    QuotaMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void refused(String quota) {
        registry.counter("tidepool.quota.refused", "quota", quota).increment();
    }
}
