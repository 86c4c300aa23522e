package dev.tidepool.gateway.auth;

import dev.tidepool.kernel.caller.Caller;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The caller that the edge established, kept on the request. */
public final class EdgeCaller {

    private static final String CALLER = "tidepool.edge-caller";

    private EdgeCaller() {}

    public static void put(RoutingContext routing, Caller caller) {
        routing.put(CALLER, caller);
    }

    public static Optional<Caller> of(RoutingContext routing) {
        return Optional.ofNullable(routing.get(CALLER));
    }
}
