package dev.tidepool.session.session;

import dev.tidepool.kernel.caller.Tier;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/** Counts of sessions: {@code tidepool.sessions.created{tier}}, {@code .marked{status}}, and the gauges {@code .active} and {@code .idle}. */
@ApplicationScoped
class SessionMetrics {

    private final MeterRegistry registry;
    private final AtomicLong active = new AtomicLong();
    private final AtomicLong idle = new AtomicLong();

    SessionMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("tidepool.sessions.active", active, AtomicLong::get)
                .description("Active sessions of all organisations, as last counted")
                .register(registry);
        Gauge.builder("tidepool.sessions.idle", idle, AtomicLong::get)
                .description("Idle sessions of all organisations, as last counted")
                .register(registry);
    }

    void created(Tier tier) {
        registry.counter("tidepool.sessions.created", "tier", tier.wireName()).increment();
    }

    /** Sessions that have come to a state by time alone. */
    void marked(String status, long sessions) {
        registry.counter("tidepool.sessions.marked", "status", status).increment((double) sessions);
    }

    void open(long activeSessions, long idleSessions) {
        active.set(activeSessions);
        idle.set(idleSessions);
    }
}
