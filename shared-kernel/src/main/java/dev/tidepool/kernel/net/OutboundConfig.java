package dev.tidepool.kernel.net;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What may be connected to, and for how long. */
@ConfigMapping(prefix = "tidepool.outbound")
interface OutboundConfig {

    /** Targets allowed although their address is not public or their scheme is http, each {@code host:port}. */
    Optional<Set<String>> allowed();

    @WithDefault("3")
    int maxRedirects();

    @WithDefault("10s")
    Duration timeout();

    /** Answers longer than this are refused. */
    @WithDefault("1048576")
    int maxAnswerBytes();
}
