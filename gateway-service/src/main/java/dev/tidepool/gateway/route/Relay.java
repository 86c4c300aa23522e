package dev.tidepool.gateway.route;

import dev.tidepool.kernel.problem.Problem;

/** A request on its way to a service and back. */
public interface Relay {

    /** Begins. The answer comes sooner or later. */
    void start();

    /** How long the service took to the head of its answer so far, all attempts and the pauses between them included. */
    long upstreamNanos();

    /** The rest of the request's body will not come: refuses it, and lets the service forget it. */
    void bodyFailed(Problem problem);

    /** The answer is complete, or the client is gone and the service need not go on. */
    void clientSettled(boolean clientGone);
}
