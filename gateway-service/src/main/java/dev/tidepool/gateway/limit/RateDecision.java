package dev.tidepool.gateway.limit;

import java.time.Duration;

/** Whether a request may pass. */
public sealed interface RateDecision {

    RateState state();

    record Allowed(RateState state) implements RateDecision {}

    /** @param retryAfter when the next request will be admitted, if none comes in between */
    record Denied(RateState state, Duration retryAfter) implements RateDecision {}
}
