package dev.tidepool.gateway.auth;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The credential that the edge accepted, kept on the request; absent for anonymous callers. */
public final class EdgeCredential {

    private static final String CREDENTIAL = "tidepool.edge-credential";

    private EdgeCredential() {}

    public static void put(RoutingContext routing, Authentication.Known credential) {
        routing.put(CREDENTIAL, credential);
    }

    public static Optional<Authentication.Known> of(RoutingContext routing) {
        return Optional.ofNullable(routing.get(CREDENTIAL));
    }
}
