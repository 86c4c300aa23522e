package dev.tidepool.gateway.limit;

import dev.tidepool.kernel.caller.Caller;

/** Is told of every decision, on the request's path: what it does must be quick and not block. */
public interface RateObserver {

    void decided(Caller caller, RateDecision decision);
}
