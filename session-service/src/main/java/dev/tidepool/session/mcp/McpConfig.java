package dev.tidepool.session.mcp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the Model Context Protocol. */
@ConfigMapping(prefix = "tidepool.mcp")
interface McpConfig {

    /** Longest message of a client, in bytes. */
    @WithDefault("2097152")
    long maxMessageBytes();

    /** How long a protocol session may be used. */
    @WithDefault("24h")
    Duration sessionLifetime();

    /** How long it is asked for whether a protocol session has been ended; without an answer it has not. */
    @WithDefault("1s")
    Duration lookupTimeout();

    /** Streams of events on one instance. */
    @WithDefault("1000")
    int maxStreams();

    /** Of one organisation. */
    @WithDefault("20")
    int maxStreamsOfOrganization();

    /** A stream of events ends after this long, and its client opens another: with a credential that still holds. */
    @WithDefault("10m")
    Duration streamLifetime();

    /** How often something is sent on a stream; below the idle limits of everything on its way. */
    @WithDefault("15s")
    Duration keepAliveEvery();
}
