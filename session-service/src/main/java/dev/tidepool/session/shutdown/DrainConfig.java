package dev.tidepool.session.shutdown;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the service stops. */
@ConfigMapping(prefix = "tidepool.shutdown")
interface DrainConfig {

    /** How long requests under way may take to finish. */
    @WithDefault("30s")
    Duration drainTimeout();

    /** How long what is being stored of answers may take after that. */
    @WithDefault("10s")
    Duration lastingTimeout();
}
