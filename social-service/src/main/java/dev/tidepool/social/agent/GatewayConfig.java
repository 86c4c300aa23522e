package dev.tidepool.social.agent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits on calls to the gateway's internal API. */
@ConfigMapping(prefix = "tidepool.social.gateway")
interface GatewayConfig {

    /** For one attempt. */
    @WithDefault("3s")
    Duration timeout();

    /** Further attempts, made only when the first cannot have had an effect. */
    @WithDefault("2")
    int maxRetries();

    @WithDefault("100ms")
    Duration retryDelay();

    /** Failures in a row that open the breaker. */
    @WithDefault("5")
    int breakerFailures();

    /** How long the open breaker refuses before it tries again. */
    @WithDefault("60s")
    Duration breakerDelay();
}
