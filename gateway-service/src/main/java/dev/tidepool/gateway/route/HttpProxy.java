package dev.tidepool.gateway.route;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/**
 * Passes requests on to services and their answers back, both as streams: a chunk is relayed as it comes, and whoever is slow
 * slows the other side.
 */
@Singleton
public class HttpProxy {

    private final Upstreams upstreams;
    private final ProxyConfig config;

    HttpProxy(Upstreams upstreams, ProxyConfig config) {
        this.upstreams = upstreams;
        this.config = config;
    }

    /** The request's way to its service and back, not begun. The request is paused by the caller. */
    public Relay relay(HttpServerRequest request, Forwarding forwarding) {
        return new HttpRelay(request, forwarding, upstreams, config);
    }
}
