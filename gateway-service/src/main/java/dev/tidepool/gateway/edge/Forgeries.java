package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.audit.AuditTrail;
import dev.tidepool.gateway.audit.SecurityEvent;
import dev.tidepool.gateway.audit.Severity;
import dev.tidepool.gateway.auth.Authentication;
import dev.tidepool.gateway.wire.ForgedHeaders;
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

    void note(Exchange exchange, Authentication result) {
        Optional<String> names = ForgedHeaders.of(exchange.request());
        if (names.isPresent()) {
            forged.increment();
            trail.note(event(exchange, result, Map.of("headers", names.get(), "route", exchange.template())));
        }
    }

    private static SecurityEvent event(Exchange exchange, Authentication result, Map<String, String> details) {
        return result instanceof Authentication.Known known
                ? SecurityEvent.of("header.forged", Severity.WARNING, known.caller(), exchange.origin(), details)
                : SecurityEvent.anonymous(
                        "header.forged", Severity.WARNING, Optional.empty(), exchange.origin(), details);
    }
}
