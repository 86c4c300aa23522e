package dev.tidepool.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the gateway stops. */
@ConfigMapping(prefix = "tidepool.shutdown")
interface DrainConfig {

    /** Between readiness going down and the first look at what is under way: for load balancers to notice. */
    @WithDefault("500ms")
    Duration notice();

    /** How long requests under way may take to finish; what is left then is broken off. */
    @WithDefault("30s")
    Duration drainTimeout();
}
