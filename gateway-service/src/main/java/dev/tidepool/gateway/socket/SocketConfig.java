package dev.tidepool.gateway.socket;

import dev.tidepool.kernel.caller.Tier;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of WebSockets, the hub's and the services'. */
@ConfigMapping(prefix = "tidepool.socket")
interface SocketConfig {

    /** Longest message of a client in bytes, however many frames it has; a longer one closes its socket with 1009. */
    @WithDefault("10240")
    int maxMessageBytes();

    /** Sockets on this gateway; more are refused with 503. */
    @WithDefault("20000")
    int maxSockets();

    @WithDefault("30s")
    Duration pingInterval();

    /** Pings in a row that a client leaves unanswered until its socket is dropped. */
    @WithDefault("2")
    int unansweredPings();

    TierLimits openSource();

    TierLimits teams();

    TierLimits government();

    /** The times after which a crashed gateway's sockets are forgotten; leases are renewed three times as often. */
    @WithDefault("30s")
    Duration lease();

    /** Without Redis's answer within this time a socket is admitted by this gateway's own count. */
    @WithDefault("250ms")
    Duration redisTimeout();

    /** How long before its credential expires a client is told. */
    @WithDefault("60s")
    Duration expiryNotice();

    /** How often it is asked whether open sockets' credentials still stand: no loss of an announcement lasts longer than twice. */
    @WithDefault("60s")
    Duration recheckInterval();

    /** Over how long the sockets are closed when the gateway stops. */
    @WithDefault("5s")
    Duration shutdownSpread();

    /** An organisation's limits, over all its sockets and all gateways. */
    interface TierLimits {

        int connections();

        int messagesPerMinute();
    }

    default TierLimits of(Tier tier) {
        return switch (tier) {
            case OPEN_SOURCE -> openSource();
            case TEAMS -> teams();
            case GOVERNMENT -> government();
        };
    }
}
