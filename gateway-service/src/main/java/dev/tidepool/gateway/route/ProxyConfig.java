package dev.tidepool.gateway.route;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Where the services are, and how long they may take. */
@ConfigMapping(prefix = "tidepool.proxy")
interface ProxyConfig {

    /** Base URL of each service, by its name. */
    Map<String, URI> upstreams();

    @WithDefault("2s")
    Duration connectTimeout();

    @WithDefault("30s")
    Duration standardTimeout();

    @WithDefault("60s")
    Duration analyticsTimeout();

    @WithDefault("120s")
    Duration exportTimeout();

    @WithDefault("120s")
    Duration streamTimeout();

    /** How long a client may take to send its body. */
    @WithDefault("60s")
    Duration uploadTimeout();

    /** An answer that stalls this long half-way is cut off. */
    @WithDefault("140s")
    Duration idleTimeout();

    /** Connections to each service. A streamed answer holds one. */
    @WithDefault("1024")
    int maxConnections();

    /** Requests waiting for a connection to a service; more are refused. */
    @WithDefault("1000")
    int maxWaiting();

    /** WebSockets to each service. */
    @WithDefault("10000")
    int maxSockets();

    /** Longest frame and message of a service on a WebSocket, in bytes. */
    @WithDefault("1048576")
    int maxServiceMessageBytes();

    BreakerConfig breaker();

    /** When to stop asking a failing service. */
    interface BreakerConfig {

        /** Failures in a row until the breaker opens. */
        @WithDefault("5")
        int failures();

        /** Failures further apart than this do not add up. */
        @WithDefault("60s")
        Duration within();

        /** Pause before a trial when connections are refused: such a trial costs nothing. */
        @WithDefault("1s")
        Duration unreachableFor();

        /** Pause before a trial when the service hangs: such a trial costs a client the whole timeout. */
        @WithDefault("60s")
        Duration hangingFor();
    }

    default Duration timeoutOf(TimeoutClass timeout) {
        return switch (timeout) {
            case STANDARD -> standardTimeout();
            case ANALYTICS -> analyticsTimeout();
            case EXPORT -> exportTimeout();
            case STREAM -> streamTimeout();
        };
    }
}
