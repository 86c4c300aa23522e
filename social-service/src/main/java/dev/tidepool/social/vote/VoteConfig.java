package dev.tidepool.social.vote;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of votes. */
@ConfigMapping(prefix = "tidepool.social.vote")
interface VoteConfig {

    /** Votes on one post or comment that are stored in one transaction. */
    @WithDefault("64")
    int storedTogether();
}
