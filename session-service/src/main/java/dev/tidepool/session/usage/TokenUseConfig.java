package dev.tidepool.session.usage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long the use of tokens is known, and how much of it is told at once. */
@ConfigMapping(prefix = "tidepool.token-use")
interface TokenUseConfig {

    /** Whole months after which it is deleted. At least 1. */
    @WithDefault("24")
    int retentionMonths();

    /** Rows deleted at once. */
    @WithDefault("5000")
    int deleteBatch();

    /** The longest range of one question. */
    @WithDefault("366")
    int maxDays();
}
