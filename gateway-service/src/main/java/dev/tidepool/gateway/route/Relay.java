package dev.tidepool.gateway.route;

/** A request on its way to a service and back. */
public interface Relay {

    /** Begins. The answer comes sooner or later. */
    void start();

    /** How long the service took to the head of its answer so far, all attempts and the pauses between them included. */
    long upstreamNanos();

    /** The answer is complete, or the client is gone and the service need not go on. */
    void clientSettled(boolean clientGone);
}
