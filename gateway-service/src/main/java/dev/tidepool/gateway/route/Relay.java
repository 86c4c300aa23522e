package dev.tidepool.gateway.route;

/** A request on its way to a service and back. */
public interface Relay {

    /** Begins. The answer comes sooner or later. */
    void start();

    /** The answer is complete, or the client is gone and the service need not go on. */
    void clientSettled(boolean clientGone);
}
