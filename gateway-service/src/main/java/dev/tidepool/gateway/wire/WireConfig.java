package dev.tidepool.gateway.wire;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What a connection may hold and how long it may take. Lengths of lines and headers: {@code quarkus.http.limits}. */
@ConfigMapping(prefix = "tidepool.wire")
interface WireConfig {

    /** From the first byte of a request, or from the connection's beginning, to the end of its headers. */
    @WithDefault("10s")
    Duration headTimeout();

    /** While a body comes in, each such span must bring {@link #bodyMinimumBytes()}. */
    @WithDefault("30s")
    Duration bodyInterval();

    @WithDefault("1024")
    int bodyMinimumBytes();

    /** How long a connection is kept between two requests. */
    @WithDefault("65s")
    Duration keepAlive();

    /** Headers of one request. */
    @WithDefault("100")
    int maxHeaders();

    /**
     * Requests of one connection that wait for those before them, or are sent while answers to those before them are not taken; a
     * connection that has more is closed.
     */
    @WithDefault("64")
    int maxPipelined();

    /** Open connections in all; more are closed as they come. */
    @WithDefault("32768")
    int maxConnections();

    /** Open connections of one client: an IPv4 address or an IPv6 /64. Trusted proxies are not counted so. */
    @WithDefault("8192")
    int maxConnectionsPerAddress();

    /** @throws IllegalArgumentException naming the limit that is out of range */
    default WireLimits limits() {
        return new WireLimits(
                headTimeout(), bodyInterval(), bodyMinimumBytes(), keepAlive(), maxHeaders(), maxPipelined());
    }
}
