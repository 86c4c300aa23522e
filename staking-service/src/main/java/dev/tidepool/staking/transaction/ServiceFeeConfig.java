package dev.tidepool.staking.transaction;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What the operator charges on what wallets put into stake. */
@ConfigMapping(prefix = "tidepool.staking.service-fee")
interface ServiceFeeConfig {

    /** Hundredths of a percent, 0 to 1000; 0 charges nothing. */
    @WithDefault("0")
    int basisPoints();

    /** Address of the wallet that gets it; required where anything is charged. */
    Optional<String> account();

    /** In lamports: a transaction whose fee were more is not built. */
    @WithDefault("1000000000")
    long max();
}
