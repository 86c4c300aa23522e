package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.route.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/**
 * What the edge found out about a request.
 *
 * @param path normalised, without the query
 */
record EdgeRequest(Route route, String path) {

    private static final String KEY = "tidepool.edge-request";

    static EdgeRequest of(RoutingContext routing) {
        return Objects.requireNonNull(routing.get(KEY));
    }

    void keepOn(RoutingContext routing) {
        routing.put(KEY, this);
    }
}
