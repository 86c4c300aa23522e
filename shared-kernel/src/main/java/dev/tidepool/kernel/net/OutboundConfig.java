package dev.tidepool.kernel.net;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What may be connected to, and for how long. */
@ConfigMapping(prefix = "tidepool.outbound")
interface OutboundConfig {

    /**
     * Targets that clients may name although their address is not public or their scheme is http, each {@code host:port}: every
     * tenant's browsers and skills reach them.
     */
    Optional<Set<String>> allowed();

    /** The same for what the operator configured and the service itself connects to: no client reaches these. */
    Optional<Set<String>> operatorAllowed();

    @WithDefault("3")
    int maxRedirects();

    @WithDefault("10s")
    Duration timeout();

    /** Connections to one host at once, for all tenants together: whoever waits for one waits within their own time. */
    @WithDefault("256")
    int maxConnections();

    /** Answers longer than this are refused. */
    @WithDefault("1048576")
    int maxAnswerBytes();
}
