package dev.tidepool.gateway.status;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the health report. */
@ConfigMapping(prefix = "tidepool.status")
interface StatusConfig {

    /** A component that takes longer counts as unhealthy. */
    @WithDefault("2s")
    Duration checkTimeout();

    /** Probes come uncounted: within this time they share one report. */
    @WithDefault("1s")
    Duration keepReport();
}
