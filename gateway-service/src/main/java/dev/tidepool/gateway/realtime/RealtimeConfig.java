package dev.tidepool.gateway.realtime;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of the hub; the longest message is {@code quarkus.websockets-next.server.max-message-size}. */
@ConfigMapping(prefix = "tidepool.realtime")
interface RealtimeConfig {

    @WithDefault("50")
    int roomsPerSocket();

    /** Messages waiting for one slow socket; one more and it is closed as lagged. */
    @WithDefault("256")
    int bufferedMessages();

    /** Sockets on this gateway; more are closed with 1013. */
    @WithDefault("20000")
    int maxSockets();
}
