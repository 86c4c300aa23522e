package dev.tidepool.kernel.caller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the gateway's public keys are, and the limits on checking tokens. */
@ConfigMapping(prefix = "tidepool.internal-token")
interface InternalTokenConfig {

    /** The gateway's key set for internal tokens, on its management port. */
    URI jwksUrl();

    /** How long fetched keys serve before they are asked for again. */
    @WithDefault("5m")
    Duration refreshInterval();

    /** The least time between two fetches, however many unknown keys are presented. */
    @WithDefault("1s")
    Duration minimumInterval();

    @WithDefault("5s")
    Duration fetchTimeout();

    /** Tokens remembered as verified until they expire. */
    @WithDefault("10000")
    int cacheSize();
}
