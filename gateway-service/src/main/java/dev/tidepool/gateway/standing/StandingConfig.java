package dev.tidepool.gateway.standing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long it is remembered what a session or an organisation stands for. */
@ConfigMapping(prefix = "tidepool.standing")
interface StandingConfig {

    /** The net under the announcements of changes: a lost one lasts no longer. */
    @WithDefault("30s")
    Duration cacheLifetime();

    /** How long the database may take to tell; then the request is told to come again. */
    @WithDefault("2s")
    Duration lookUpTimeout();

    /** Sessions remembered, and as many organisations. */
    @WithDefault("50000")
    int cacheSize();
}
