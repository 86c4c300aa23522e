package dev.tidepool.gateway.limit;

import java.time.Duration;

/** Whether a request may pass. */
public sealed interface RateDecision {

    RateState state();

    /**
     * @param lease the step of Redis's clock that the lease it was taken from was counted in; 0 for none
     * @param countedAt when this gateway counted it, in microseconds of its monotonic clock
     */
    record Allowed(RateState state, long lease, long countedAt) implements RateDecision {

        static final long NO_LEASE = 0;
    }

    /** @param retryAfter when it may be tried again: others, on this gateway and elsewhere, may have come before it by then */
    record Denied(RateState state, Duration retryAfter) implements RateDecision {}
}
