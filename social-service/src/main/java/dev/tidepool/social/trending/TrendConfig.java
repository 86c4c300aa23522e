package dev.tidepool.social.trending;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often trends are brought up to date and told of. */
@ConfigMapping(prefix = "tidepool.social.trend")
interface TrendConfig {

    /** Between two rounds: what happened is in the trends as late as that. */
    @WithDefault("5s")
    Duration interval();

    /** The least time between two events about the same list: changes between are told together. */
    @WithDefault("15s")
    Duration toldEvery();

    /** The first of each list that are watched: what changes below is not told. */
    @WithDefault("10")
    int toldTop();
}
