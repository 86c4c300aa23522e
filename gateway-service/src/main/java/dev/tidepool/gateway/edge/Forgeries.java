package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.audit.AuditTrail;
import dev.tidepool.gateway.audit.SecurityEvent;
import dev.tidepool.gateway.audit.Severity;
import dev.tidepool.gateway.wire.ForgedHeaders;
import dev.tidepool.kernel.caller.Caller;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** Notes requests whose headers claim an identity. They are served as if they had none of them. */
@ApplicationScoped
class Forgeries {

    private final AuditTrail trail;
    private final Counter forged;

    Forgeries(AuditTrail trail, MeterRegistry metrics) {
        this.trail = trail;
        this.forged = metrics.counter("tidepool.headers.forged");
    }

    /** To be asked once the request is within its limits, which bound the notes too. */
    void note(Exchange exchange) {
        Optional<String> names = ForgedHeaders.of(exchange.request());
        if (names.isPresent()) {
            forged.increment();
            trail.note(event(exchange, Map.of("headers", names.get(), "route", exchange.template())));
        }
    }

    private static SecurityEvent event(Exchange exchange, Map<String, String> details) {
        return switch (exchange.knownCaller()) {
            case Caller.Member member ->
                SecurityEvent.of("header.forged", Severity.WARNING, member, exchange.origin(), details);
            case Caller.Anonymous nobody ->
                SecurityEvent.anonymous(
                        "header.forged", Severity.WARNING, Optional.empty(), exchange.origin(), details);
        };
    }
}
