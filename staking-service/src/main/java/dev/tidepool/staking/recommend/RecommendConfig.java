package dev.tidepool.staking.recommend;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a recommendation is like where the request does not say. */
@ConfigMapping(prefix = "tidepool.staking.recommend")
interface RecommendConfig {

    /** In percent. */
    @WithDefault("10")
    int defaultMaxCommission();

    /** How much it counts that stake does not gather in few places. */
    @WithDefault("0.5")
    double defaultDecentralizationWeight();

    /** Validators in an answer. */
    @WithDefault("10")
    int defaultLimit();

    /** Validators in an answer, at most. */
    @WithDefault("50")
    int maxLimit();
}
