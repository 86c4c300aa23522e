package dev.tidepool.staking.fee;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long fees are kept. */
@ConfigMapping(prefix = "tidepool.staking.fees")
interface FeeConfig {

    /** The prices that recent slots paid, and the fee for a signature. */
    @WithDefault("5s")
    Duration maxAge();
}
