package dev.tidepool.staking.validator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long what the chain says of validators is kept, whoever asks. */
@ConfigMapping(prefix = "tidepool.staking.validators")
interface ValidatorConfig {

    /** What is reckoned of the vote accounts that are kept, with the time of the chain. */
    @WithDefault("30s")
    Duration maxAge();

    /** Inflation and supply, which change with the epoch. */
    @WithDefault("10m")
    Duration economyMaxAge();

    /** One validator's credits of all epochs. */
    @WithDefault("1m")
    Duration creditsMaxAge();

    /** Validators whose credits are kept. */
    @WithDefault("2000")
    int maxCredits();
}
