package dev.tidepool.gateway.realtime;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the hub. */
@ConfigMapping(prefix = "tidepool.realtime")
interface RealtimeConfig {

    @WithDefault("50")
    int roomsPerSocket();

    Buffer buffer();

    /** What waits for one slow socket; more and it is closed as lagged. */
    interface Buffer {

        @WithDefault("256")
        int messages();

        @WithDefault("1000000")
        long characters();
    }

    /** How long the services keep a room's events: their {@code tidepool.outbox.kept-for}. */
    @WithDefault("5m")
    Duration keptFor();

    /** How many events of a room they keep: their {@code tidepool.outbox.kept-per-room}. */
    @WithDefault("1000")
    int keptPerRoom();

    /** A room's stream that takes longer to read counts as a gap. */
    @WithDefault("2s")
    Duration replayTimeout();

    /** How long a socket may stay open without a credential. */
    @WithDefault("5s")
    Duration authenticateWithin();

    /** Sockets without a credential on this gateway; more are refused with 401. */
    @WithDefault("1000")
    int maxUnauthenticated();

    /** How long a ticket may be used. */
    @WithDefault("30s")
    Duration ticketLifetime();
}
