package dev.tidepool.gateway.route;

import dev.tidepool.gateway.reply.Connections;
import dev.tidepool.gateway.socket.Close;
import dev.tidepool.gateway.socket.OpenSocket;
import dev.tidepool.gateway.socket.SocketUse;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Relays frames between a client and a service, both ways; a side that does not read stops the other from being read. */
final class SocketPipe implements SocketUse {

    private static final short NORMAL = 1000;
    private static final short GOING_AWAY = 1001;

    /** Codes that say there was none; they may not be sent (RFC 6455, section 7.4.1). */
    private static final int NO_STATUS = 1005;

    private static final int ABNORMAL = 1006;

    private final OpenSocket client;
    private final WebSocket service;

    private SocketPipe(OpenSocket client, WebSocket service) {
        this.client = client;
        this.service = service;
    }

    /** @param service paused; it is read from now on */
    static SocketPipe join(OpenSocket client, WebSocket service) {
        SocketPipe pipe = new SocketPipe(client, service);
        service.exceptionHandler(failure -> {});
        service.frameHandler(frame -> client.run(() -> pipe.toClient(frame)));
        service.closeHandler(closed -> client.run(pipe::serviceClosed));
        service.resume();
        return pipe;
    }

    @Override
    public String kind() {
        return "proxy";
    }

    @Override
    public void frame(WebSocketFrame frame) {
        if (service.isClosed()) {
            return;
        }
        service.writeFrame(frame);
        if (service.writeQueueFull()) {
            client.pause();
            service.drainHandler(drained -> client.run(client::resume));
        }
    }

    /** What a service and its client say to each other is theirs: a message cannot be dropped from it unseen. */
    @Override
    public void refused(Duration retryAfter) {
        client.close((short) 1013, "rate_limited retry_after=" + Math.max(1, retryAfter.toSeconds()));
    }

    @Override
    public void expiring(Instant at) {}

    @Override
    public void stopping() {}

    /** The client is gone, or was sent away. */
    @Override
    public void closed() {
        if (!service.isClosed()) {
            Close close = passedOn(client.closeCode(), client.closeReason());
            service.close(close.code(), close.reason());
        }
    }

    @Override
    public void cut() {
        Connections.cut(service);
    }

    private void toClient(WebSocketFrame frame) {
        if (!carriesData(frame)) {
            return;
        }
        client.send(frame);
        if (client.isCongested() && !service.isClosed()) {
            service.pause();
            client.whenDrained(service::resume);
        }
    }

    /** Pings and pongs are each connection's own affair; a close is passed on once it is complete. */
    private static boolean carriesData(WebSocketFrame frame) {
        return frame.isText() || frame.isBinary() || frame.isContinuation();
    }

    private void serviceClosed() {
        Close close = passedOn(service.closeStatusCode(), service.closeReason());
        client.close(close.code(), close.reason());
    }

    private static Close passedOn(@Nullable Short code, @Nullable String reason) {
        if (code == null || code == ABNORMAL) {
            return new Close(GOING_AWAY, "");
        }
        return code == NO_STATUS ? new Close(NORMAL, "") : new Close(code, reason == null ? "" : reason);
    }
}
