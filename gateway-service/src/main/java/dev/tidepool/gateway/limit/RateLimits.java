package dev.tidepool.gateway.limit;

import dev.tidepool.kernel.caller.Caller;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The limits as the edge uses them. */
@Singleton
public class RateLimits {

    private static final String STATE = "tidepool.rate-state";

    private final RateLimiter limiter;
    private final RatePolicy policy;
    private final RateObserver observer;

    RateLimits(RateLimiter limiter, RatePolicy policy, RateObserver observer) {
        this.limiter = limiter;
        this.policy = policy;
        this.observer = observer;
    }

    /**
     * Counts the request of this caller. Completed at once unless Redis must be asked; never fails.
     *
     * @param key the credential's own limit, if it has one
     * @param cost how many requests it counts as
     */
    public Future<RateDecision> decide(Caller caller, @Nullable KeyLimit key, int cost, String clientAddress) {
        RateSubject subject = policy.subjectOf(caller, () -> clientAddress);
        return key == null ? limiter.decide(subject, cost) : limiter.decide(key.subject(subject.tier()), subject, cost);
    }

    /** Tells of a decision that the request has met. */
    public void decided(Caller caller, RateDecision decision) {
        observer.decided(caller, decision);
    }

    /** Writes what is left on an answer. */
    public static void write(MultiMap headers, RateState state) {
        RateHeaders.write(headers, state, System.currentTimeMillis() / 1000);
    }

    /** Hands what was left to the gateway's own resources. */
    public static void keep(RoutingContext routing, RateState state) {
        routing.put(STATE, state);
    }

    public static RateState stateOf(RoutingContext routing) {
        return Objects.requireNonNull(routing.get(STATE));
    }
}
