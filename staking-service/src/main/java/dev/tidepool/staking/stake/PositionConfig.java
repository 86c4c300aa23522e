package dev.tidepool.staking.stake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of reading positions. */
@ConfigMapping(prefix = "tidepool.staking.positions")
interface PositionConfig {

    /** Of one wallet in one answer, the largest. */
    @WithDefault("1000")
    int max();
}
