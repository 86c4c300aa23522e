package dev.tidepool.social.analytics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often the totals are brought up to date, and how much at once. */
@ConfigMapping(prefix = "tidepool.analytics")
interface AnalyticsConfig {

    /** Between two rounds: what happened is in the totals as late as that. */
    @WithDefault("1s")
    Duration interval();

    /** Posts measured in one transaction. */
    @WithDefault("50")
    int measuredTogether();

    /** Changes folded into the totals in one transaction. */
    @WithDefault("5000")
    int foldedTogether();

    /** An agent is active that was seen so long ago at most. */
    @WithDefault("24h")
    Duration activeWithin();

    /** Posts of an export that are read at once. */
    @WithDefault("500")
    int exportPage();
}
