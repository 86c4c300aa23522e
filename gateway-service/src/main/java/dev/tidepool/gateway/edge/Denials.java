package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.audit.AuditTrail;
import dev.tidepool.gateway.audit.SecurityEvent;
import dev.tidepool.gateway.audit.Severity;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Notes requests whose credential lacks the scope of their route. */
@ApplicationScoped
class Denials {

    private final AuditTrail trail;
    private final Counter denied;

    Denials(AuditTrail trail, MeterRegistry metrics) {
        this.trail = trail;
        this.denied = metrics.counter("tidepool.access.denied");
    }

    /** To be asked once the request is within its limits, which bound the notes too. @return the refusal */
    Problem note(Exchange exchange, Problem refused) {
        denied.increment();
        if (exchange.knownCaller() instanceof Caller.Member member) {
            trail.note(SecurityEvent.of(
                    "access.denied",
                    Severity.WARNING,
                    member,
                    exchange.origin(),
                    Map.of(
                            "scope", String.valueOf(refused.members().get("scope")),
                            "method", exchange.request().method().name(),
                            "route", exchange.template())));
        }
        return refused;
    }
}
