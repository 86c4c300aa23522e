package dev.tidepool.social.discovery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of suggestions. */
@ConfigMapping(prefix = "tidepool.social.suggestion")
interface SuggestionConfig {

    /** Follows, and subscribers of a submolt, that are looked at in each step. Its square bounds the cost. */
    @WithDefault("100")
    int reach();
}
