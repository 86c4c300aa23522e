package dev.tidepool.gateway.usage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of counting and telling what was used. */
@ConfigMapping(prefix = "tidepool.usage")
interface UsageConfig {

    /** How often counts are written. A process that is killed loses those since the last time. */
    @WithDefault("3s")
    Duration flushEvery();

    /** Rows written in one statement. */
    @WithDefault("1000")
    int batchSize();

    /** Organisations counted at once on one day; the requests of more are not counted, and that is. */
    @WithDefault("100000")
    int organizations();

    /** How long days are kept. */
    @WithDefault("400")
    int keepDays();

    /** A service that takes longer to tell its quotas is left out. */
    @WithDefault("2s")
    Duration quotaTimeout();
}
