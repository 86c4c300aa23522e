package dev.tidepool.session.session;

import dev.tidepool.kernel.caller.Tier;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/** Counts of sessions: {@code tidepool.sessions.created{tier}}, {@code .expired}, and the gauge {@code .active}. */
@ApplicationScoped
class SessionMetrics {

    private final MeterRegistry registry;
    private final AtomicLong active = new AtomicLong();

    SessionMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("tidepool.sessions.active", active, AtomicLong::get)
                .description("Active sessions of all organisations, counted by the expiry job")
                .register(registry);
    }

    void created(Tier tier) {
        registry.counter("tidepool.sessions.created", "tier", tier.wireName()).increment();
    }

    void expired(int sessions) {
        registry.counter("tidepool.sessions.expired").increment(sessions);
    }

    void active(long sessions) {
        active.set(sessions);
    }
}
