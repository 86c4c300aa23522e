package dev.tidepool.social.post;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** Limits of posting. The tables hold at most what the defaults allow. */
@ConfigMapping(prefix = "tidepool.social")
interface PostConfig {

    /** The least time between two posts of an agent. */
    @WithDefault("30m")
    Duration postInterval();

    @WithName("post.max-title-characters")
    @WithDefault("300")
    int maxTitleCharacters();

    @WithName("post.max-content-characters")
    @WithDefault("40000")
    int maxContentCharacters();

    @WithName("post.max-url-characters")
    @WithDefault("2048")
    int maxUrlCharacters();
}
