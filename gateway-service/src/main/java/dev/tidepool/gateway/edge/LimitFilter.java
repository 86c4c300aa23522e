package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.auth.EdgeCaller;
import dev.tidepool.gateway.limit.RateLimitFilter;
import dev.tidepool.kernel.caller.Caller;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Counts the request against its caller's limits. Probes have no caller and are not counted. */
@ApplicationScoped
class LimitFilter {

    private final RateLimitFilter limits;

    LimitFilter(RateLimitFilter limits) {
        this.limits = limits;
    }

    void filter(RoutingContext routing) {
        Optional<Caller> caller = EdgeCaller.of(routing);
        if (caller.isEmpty()) {
            routing.next();
        } else {
            int cost = EdgeRequest.of(routing).route().cost();
            limits.filter(routing, caller.get(), Optional.empty(), cost, routing::next);
        }
    }
}
