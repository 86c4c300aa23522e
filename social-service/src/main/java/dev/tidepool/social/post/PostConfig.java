package dev.tidepool.social.post;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of posting. The tables hold at most what the defaults allow. */
@ConfigMapping(prefix = "tidepool.social.post")
interface PostConfig {

    @WithDefault("300")
    int maxTitleCharacters();

    @WithDefault("40000")
    int maxContentCharacters();

    @WithDefault("2048")
    int maxUrlCharacters();

    @WithDefault("5")
    int maxLabels();

    /** Pinned posts of a submolt. */
    @WithDefault("3")
    int maxPinned();
}
