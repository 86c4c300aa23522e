package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.limit.RateDecision;
import dev.tidepool.gateway.limit.RateLimits;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.Set;

/** Counts the request against its caller's limits. Either way the answer says what is left. */
@Singleton
class LimitFilter {

    private static final Caller NOBODY = new Caller.Anonymous(Set.of());

    private final RateLimits limits;

    LimitFilter(RateLimits limits) {
        this.limits = limits;
    }

    /** Completed at once unless Redis must be asked. Never fails. */
    Future<RateDecision> decide(Exchange exchange, int requests) {
        return limits.decide(
                exchange.knownCaller(),
                exchange.keyLimit(),
                requests,
                exchange.client().address());
    }

    /** Counts a request that is refused: as its caller's, or when nobody knows who that is as one without a credential. */
    Future<RateDecision> decideRefused(Exchange exchange) {
        if (exchange.caller() == null) {
            exchange.caller(NOBODY);
        }
        return limits.decide(
                exchange.knownCaller(),
                exchange.keyLimit(),
                1,
                exchange.client().address());
    }

    /** @throws Problem 429 when the limit is reached */
    void admit(Exchange exchange, RateDecision decision) {
        RateLimits.write(exchange.response().headers(), decision.state());
        exchange.limits(decision.state());
        limits.decided(exchange.knownCaller(), decision);
        if (decision instanceof RateDecision.Denied denied) {
            throw Problem.of(CommonError.RATE_LIMITED, "The limit of requests is reached. Wait and try again.")
                    .retryAfter(denied.retryAfter());
        }
    }
}
