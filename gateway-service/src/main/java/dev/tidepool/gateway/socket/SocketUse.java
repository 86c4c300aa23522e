package dev.tidepool.gateway.socket;

import io.vertx.core.http.WebSocketFrame;
import java.time.Duration;
import java.time.Instant;

/** What a socket is for: the hub's rooms or a service. Called on the socket's own event loop. */
public interface SocketUse {

    /** Label of metrics. */
    String kind();

    /** A frame with data, within all limits. */
    void frame(WebSocketFrame frame);

    /**
     * As how many messages one counts.
     *
     * @param first its first frame, or its only one
     */
    default int cost(WebSocketFrame first) {
        return 1;
    }

    /** A message that was not passed on: the organisation's messages of this minute are used up. */
    void refused(Duration retryAfter);

    /** The credential ends soon, and the socket with it. */
    void expiring(Instant at);

    /** The gateway stops; the socket is closed right after this. */
    void stopping();

    void closed();

    /**
     * Asks whoever is behind the socket for a sign of life.
     *
     * @return false when that many in a row were left unanswered
     */
    default boolean probe(int allowed) {
        return true;
    }

    /** The client is broken off, as it does not take its farewell; whoever is behind the socket is not waited for either. */
    default void cut() {}
}
