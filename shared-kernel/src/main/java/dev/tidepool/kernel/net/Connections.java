package dev.tidepool.kernel.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.impl.WebSocketInternal;
import io.vertx.core.net.impl.ConnectionBase;

/** Ends connections. */
public final class Connections {

    private Connections() {}

    /**
     * Breaks the connection off. An ordinary close first sends what waits to be sent: to a peer that does not read, for ever, and
     * a process with such a connection would not end.
     */
    public static void cut(HttpConnection connection) {
        cut(((ConnectionBase) connection).channelHandlerContext());
    }

    /** Whether it is closed already: an upgrade of such a connection succeeds, and nobody is ever told that it ended. */
    public static boolean isGone(HttpConnection connection) {
        return !((ConnectionBase) connection).channel().isActive();
    }

    /** The same for a WebSocket of ours to a service. */
    public static void cut(WebSocket socket) {
        cut(((WebSocketInternal) socket).channelHandlerContext());
    }

    /** Ends the connection when all that was written to it is sent; what its peer still sends is nobody's. */
    @SuppressWarnings("FutureReturnValueIgnored") // Whoever has the connection is told that it is closed.
    public static void endWhenSent(HttpConnection connection) {
        ((ConnectionBase) connection)
                .channelHandlerContext()
                .writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(ChannelFutureListener.CLOSE);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Whoever has the connection is told that it is closed.
    private static void cut(ChannelHandlerContext channel) {
        channel.close();
    }
}
