package dev.tidepool.gateway.route;

import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketFrame;

/** Relays frames between two sockets, both ways; a side that does not read stops the other from being read. */
final class SocketPipe {

    private static final short NORMAL = 1000;
    private static final short GOING_AWAY = 1001;
    private static final short TOO_BIG = 1009;

    /** Codes that say there was none; they may not be sent (RFC 6455, section 7.4.1). */
    private static final int NO_STATUS = 1005;

    private static final int ABNORMAL = 1006;

    private SocketPipe() {}

    /** @param maxMessageBytes longest message of the client, however many frames it has */
    static void join(WebSocketBase client, WebSocketBase service, long maxMessageBytes) {
        relay(client, service, maxMessageBytes);
        relay(service, client, Long.MAX_VALUE);
        client.resume();
        service.resume();
    }

    private static void relay(WebSocketBase from, WebSocketBase to, long maxMessageBytes) {
        long[] messageBytes = {0};
        from.exceptionHandler(failure -> {});
        from.frameHandler(frame -> {
            if (!carriesData(frame) || to.isClosed()) {
                return;
            }
            messageBytes[0] += frame.binaryData().length();
            if (messageBytes[0] > maxMessageBytes) {
                from.close(TOO_BIG, "at most " + maxMessageBytes + " bytes");
                return;
            }
            if (frame.isFinal()) {
                messageBytes[0] = 0;
            }
            to.writeFrame(frame);
            if (to.writeQueueFull()) {
                from.pause();
                to.drainHandler(drained -> from.resume());
            }
        });
        from.closeHandler(closed -> close(from, to));
    }

    /** Pings and pongs are each connection's own affair; a close is passed on once it is complete. */
    private static boolean carriesData(WebSocketFrame frame) {
        return frame.isText() || frame.isBinary() || frame.isContinuation();
    }

    private static void close(WebSocketBase from, WebSocketBase to) {
        if (to.isClosed()) {
            return;
        }
        Short code = from.closeStatusCode();
        if (code == null || code == ABNORMAL) {
            to.close(GOING_AWAY);
        } else if (code == NO_STATUS) {
            to.close(NORMAL);
        } else {
            to.close(code, from.closeReason());
        }
    }
}
