package dev.tidepool.gateway.limit;

import java.time.Duration;

/** Whether a request may pass. */
public sealed interface RateDecision {

    RateState state();

    /** @param lease the step of Redis's clock that the lease it was taken from was counted in; 0 for none */
    record Allowed(RateState state, long lease) implements RateDecision {

        static final long NO_LEASE = 0;
    }

    /** @param retryAfter when the next request will be admitted, if none comes in between */
    record Denied(RateState state, Duration retryAfter) implements RateDecision {}
}
