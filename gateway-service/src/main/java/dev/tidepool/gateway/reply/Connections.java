package dev.tidepool.gateway.reply;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** Ends connections. */
public final class Connections {

    private Connections() {}

    /**
     * Breaks the connection off. An ordinary close first sends what waits to be sent: to a peer that does not read, for ever, and
     * a process with such a connection would not end.
     */
    public static void cut(HttpConnection connection) {
        ((ConnectionBase) connection).channelHandlerContext().close();
    }
}
