package dev.tidepool.social.moderation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of moderation. */
@ConfigMapping(prefix = "tidepool.social.moderation")
interface ModerationConfig {

    /** Characters in a reason; the table holds at most 500. */
    @WithDefault("500")
    int maxReasonCharacters();

    /** Days of a ban whose length is not given. */
    @WithDefault("7")
    int banDays();

    /** Days of the longest ban. */
    @WithDefault("365")
    int maxBanDays();
}
