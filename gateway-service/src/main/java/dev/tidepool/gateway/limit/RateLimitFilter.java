package dev.tidepool.gateway.limit;

import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;

/** Lets a request pass or answers 429; either way the answer says what is left. */
@ApplicationScoped
public class RateLimitFilter {

    private static final String STATE = "tidepool.rate-state";

    private final RateLimiter limiter;
    private final RatePolicy policy;
    private final RateObserver observer;

    RateLimitFilter(RateLimiter limiter, RatePolicy policy, RateObserver observer) {
        this.limiter = limiter;
        this.policy = policy;
        this.observer = observer;
    }

    /** Runs {@code admitted}, or refuses. The request is paused by the caller. */
    public void filter(RoutingContext routing, Caller caller, Optional<KeyLimit> key, int cost, Runnable admitted) {
        String address = routing.request().remoteAddress().hostAddress();
        decide(policy.subjectOf(caller, address), key, cost)
                .onSuccess(decision -> {
                    observer.decided(caller, decision);
                    settle(routing, decision, admitted);
                })
                .onFailure(routing::fail);
    }

    private Future<RateDecision> decide(RateSubject subject, Optional<KeyLimit> key, int cost) {
        return key.isPresent()
                ? limiter.decide(key.get().subject(subject.tier()), subject, cost)
                : limiter.decide(subject, cost);
    }

    /** What was left when this request was admitted. */
    public static RateState stateOf(RoutingContext routing) {
        return Objects.requireNonNull(routing.get(STATE));
    }

    private static void settle(RoutingContext routing, RateDecision decision, Runnable admitted) {
        RateHeaders.write(routing.response().headers(), decision.state(), System.currentTimeMillis() / 1000);
        switch (decision) {
            case RateDecision.Allowed allowed -> {
                routing.put(STATE, allowed.state());
                admitted.run();
            }
            case RateDecision.Denied denied ->
                Reply.problem(
                        routing,
                        Problem.of(CommonError.RATE_LIMITED, "The limit of requests is reached. Wait and try again.")
                                .retryAfter(denied.retryAfter()));
        }
    }
}
