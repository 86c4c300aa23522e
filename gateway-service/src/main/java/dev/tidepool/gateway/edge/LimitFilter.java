package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.auth.Authentication;
import dev.tidepool.gateway.auth.EdgeCaller;
import dev.tidepool.gateway.limit.KeyLimit;
import dev.tidepool.gateway.limit.RateLimitFilter;
import dev.tidepool.kernel.caller.Caller;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Counts the request against its caller's limits. Probes have no caller and are not counted. */
@ApplicationScoped
class LimitFilter {

    private static final String KEY_LIMIT = "tidepool.key-limit";

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
            Optional<KeyLimit> key = Optional.ofNullable(routing.get(KEY_LIMIT));
            limits.filter(routing, caller.get(), key, cost, routing::next);
        }
    }

    /** Keeps the credential's own limit for the decision. It is the key's, whichever of its texts was shown. */
    static void bind(RoutingContext routing, Authentication.Known known) {
        known.perMinute()
                .ifPresent(limit ->
                        routing.put(KEY_LIMIT, new KeyLimit(known.caller().subject(), limit)));
    }
}
