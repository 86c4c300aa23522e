package dev.tidepool.social.report;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of reports. */
@ConfigMapping(prefix = "tidepool.social.report")
interface ReportConfig {

    /** Characters in a report's details; the table holds at most 1000. */
    @WithDefault("1000")
    int maxDetailsCharacters();
}
