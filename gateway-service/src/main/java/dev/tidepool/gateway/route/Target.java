package dev.tidepool.gateway.route;

/** What serves a route. */
public sealed interface Target {

    /** The gateway itself: a resource, the hub, the documentation page. */
    record Local() implements Target {}

    /** A WebSocket of the gateway itself. */
    record LocalSocket() implements Target {}

    record Proxied(Upstream upstream) implements Target {}

    /** A WebSocket of a service. */
    record ProxiedSocket(Upstream upstream) implements Target {}
}
