package dev.tidepool.gateway.route;

import dev.tidepool.kernel.net.Connections;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Whose turn it is on a connection to a service. Resetting a request closes its connection, also when the answer has come in whole
 * and waits for a slow client, and the connection has long been given to somebody else.
 */
final class ConnectionUse {

    private static final AttributeKey<HttpClientRequest> KEY = AttributeKey.valueOf("tidepool.connection-use");

    private ConnectionUse() {}

    /** To be called as soon as the request has its connection. */
    static void begin(HttpClientRequest request) {
        ((ConnectionBase) request.connection()).channel().attr(KEY).set(request);
    }

    /** Nobody waits for the answer. Leaves a connection alone that another request has by now. */
    static void reset(HttpClientRequest request) {
        if (isStill(request)) {
            request.reset();
        }
        if (isStill(request)) {
            // A service that does not read would keep it open.
            Connections.cut(request.connection());
        }
    }

    @SuppressWarnings("ReferenceEquality") // It is a matter of identity.
    private static boolean isStill(HttpClientRequest request) {
        return ((ConnectionBase) request.connection()).channel().attr(KEY).get() == request;
    }
}
