package dev.tidepool.gateway.socket;

import io.vertx.core.http.WebSocketFrame;
import java.time.Duration;
import java.time.Instant;

/** What a socket is for until it is given a purpose. */
enum Unused implements SocketUse {
    INSTANCE;

    @Override
    public String kind() {
        return "none";
    }

    @Override
    public void frame(WebSocketFrame frame) {}

    @Override
    public void refused(Duration retryAfter) {}

    @Override
    public void expiring(Instant at) {}

    @Override
    public void stopping() {}

    @Override
    public void closed() {}
}
