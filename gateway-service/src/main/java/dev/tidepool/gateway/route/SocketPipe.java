package dev.tidepool.gateway.route;

import dev.tidepool.gateway.socket.Close;
import dev.tidepool.gateway.socket.OpenSocket;
import dev.tidepool.gateway.socket.SocketUse;
import dev.tidepool.kernel.net.Connections;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Relays frames between a client and a service, both ways; a side that does not read stops the other from being read. */
final class SocketPipe implements SocketUse {

    private static final Buffer NOTHING = Buffer.buffer();
    private static final short NORMAL = 1000;
    private static final short GOING_AWAY = 1001;

    /** 200 messages a minute are 20 answers then, as 100 requests are 20 chats. */
    private static final int ANSWER_COST = 10;

    /** Codes that say there was none; they may not be sent (RFC 6455, section 7.4.1). */
    private static final int NO_STATUS = 1005;

    private static final int ABNORMAL = 1006;

    private final OpenSocket client;
    private final WebSocket service;
    private boolean servicePaused;
    private int unanswered;

    private SocketPipe(OpenSocket client, WebSocket service) {
        this.client = client;
        this.service = service;
    }

    /**
     * @param service paused; it is read from now on
     * @param ended runs once the service's side is closed
     */
    static SocketPipe join(OpenSocket client, WebSocket service, Runnable ended) {
        SocketPipe pipe = new SocketPipe(client, service);
        service.exceptionHandler(failure -> {});
        service.frameHandler(frame -> client.run(() -> pipe.fromService(frame)));
        service.pongHandler(pong -> client.run(() -> pipe.unanswered = 0));
        service.closeHandler(closed -> client.run(() -> {
            ended.run();
            pipe.serviceGone();
        }));
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

    /** What makes a model answer is dear, here as on the routes that do. */
    @Override
    public int cost(WebSocketFrame first) {
        // Of a message in pieces nobody knows yet.
        boolean wanted = first.isText() && (!first.isFinal() || AnswerWanted.by(first.textData()));
        return wanted ? ANSWER_COST : 1;
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
    public boolean probe(int allowed) {
        // What is not read cannot be seen to answer.
        if (servicePaused || service.isClosed()) {
            return true;
        }
        if (unanswered >= allowed) {
            return false;
        }
        unanswered++;
        service.writePing(NOTHING);
        return true;
    }

    @Override
    public void cut() {
        Connections.cut(service);
    }

    private void fromService(WebSocketFrame frame) {
        unanswered = 0;
        if (frame.isClose()) {
            serviceClosed();
        } else if (carriesData(frame)) {
            toClient(frame);
        }
    }

    private void toClient(WebSocketFrame frame) {
        client.send(frame);
        if (client.isCongested() && !service.isClosed()) {
            servicePaused = true;
            service.pause();
            client.whenDrained(this::readOn);
        }
    }

    private void readOn() {
        servicePaused = false;
        unanswered = 0;
        service.resume();
    }

    /** Its farewell is told of ahead of the frames that wait before it, and comes after them as a frame; a break does not. */
    private void serviceGone() {
        if (service.closeStatusCode() == null) {
            readOn();
            client.run(this::serviceClosed);
        }
    }

    /** Pings and pongs are each connection's own affair. */
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
