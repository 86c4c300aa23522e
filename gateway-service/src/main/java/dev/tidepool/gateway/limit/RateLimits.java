package dev.tidepool.gateway.limit;

import dev.tidepool.kernel.caller.Caller;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Objects;

/** The limits as the edge uses them. */
@Singleton
public class RateLimits {

    private static final String STATE = "tidepool.rate-state";

    private final RateLimiter limiter;
    private final RatePolicy policy;

    RateLimits(RateLimiter limiter, RatePolicy policy) {
        this.limiter = limiter;
        this.policy = policy;
    }

    /** Counts the request of this caller. Completed at once unless Redis must be asked; never fails. */
    public Future<RateDecision> decide(Caller caller, HttpServerRequest request) {
        return limiter.decide(
                policy.subjectOf(caller, () -> request.remoteAddress().hostAddress()));
    }

    /** Writes what is left on an answer. */
    public static void write(MultiMap headers, RateState state) {
        RateHeaders.write(headers, state, System.currentTimeMillis() / 1000);
    }

    /** Hands what was left to the resources of this package. */
    public static void keep(RoutingContext routing, RateState state) {
        routing.put(STATE, state);
    }

    static RateState stateOf(RoutingContext routing) {
        return Objects.requireNonNull(routing.get(STATE));
    }
}
