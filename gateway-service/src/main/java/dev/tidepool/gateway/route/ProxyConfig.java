package dev.tidepool.gateway.route;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Where the services are, and how long they may take. */
@ConfigMapping(prefix = "tidepool.proxy")
interface ProxyConfig {

    /** Base URLs of each service, by its name: one for each of its instances, separated by commas. */
    Map<String, List<URI>> upstreams();

    @WithDefault("2s")
    Duration connectTimeout();

    @WithDefault("30s")
    Duration standardTimeout();

    @WithDefault("60s")
    Duration analyticsTimeout();

    @WithDefault("120s")
    Duration exportTimeout();

    @WithDefault("5s")
    Duration healthTimeout();

    /** Until the first byte; from then on a stream lives as long as something comes within the idle limit. */
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

    /** WebSockets to each address of a service, opening ones included; more are refused. */
    @WithDefault("10000")
    int maxSockets();

    /** Longest frame and message of a service on a WebSocket, in bytes. */
    @WithDefault("1048576")
    int maxServiceMessageBytes();

    BreakerConfig breaker();

    EjectionConfig ejection();

    RetryConfig retry();

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

    /** When to leave one of a service's addresses alone. */
    interface EjectionConfig {

        /** Failures in a row until an address is left alone. */
        @WithDefault("3")
        int failures();

        /** How long, the first time; each further time in a row it is twice as long. */
        @WithDefault("2s")
        Duration firstPause();

        @WithDefault("60s")
        Duration longestPause();

        default EndpointState.Rules rules() {
            return new EndpointState.Rules(failures(), firstPause(), longestPause());
        }
    }

    /** When to send a request again that a service did not begin to answer. */
    interface RetryConfig {

        /** How often one request is sent again, at most. */
        @WithDefault("2")
        int attempts();

        /** Up to this long before the second attempt, twice as long before the third. */
        @WithDefault("20ms")
        Duration pause();

        /** Retries for each request: 0.2 for one in five. */
        @WithDefault("0.2")
        double share();

        /** Retries a second on each event loop whatever the requests. */
        @WithDefault("3")
        double floorPerSecond();

        /** Retries saved up on each event loop. */
        @WithDefault("100")
        double most();

        default RetryBudget.Rules budget() {
            return new RetryBudget.Rules(share(), floorPerSecond(), most());
        }
    }

    default Duration timeoutOf(TimeoutClass timeout) {
        return switch (timeout) {
            case STANDARD -> standardTimeout();
            case ANALYTICS -> analyticsTimeout();
            case EXPORT -> exportTimeout();
            case HEALTH -> healthTimeout();
            case STREAM, LISTEN -> streamTimeout();
        };
    }
}
