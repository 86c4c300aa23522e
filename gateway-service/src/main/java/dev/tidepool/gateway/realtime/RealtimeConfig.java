package dev.tidepool.gateway.realtime;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of the hub. */
@ConfigMapping(prefix = "tidepool.realtime")
interface RealtimeConfig {

    /** A longer message closes its socket with 1009. */
    @WithDefault("10240")
    int maxMessageBytes();

    @WithDefault("50")
    int roomsPerSocket();

    /** Messages waiting for one slow socket; one more and it is closed as lagged. */
    @WithDefault("256")
    int bufferedMessages();

    /** Sockets on this gateway; more are closed with 1013. */
    @WithDefault("20000")
    int maxSockets();
}
