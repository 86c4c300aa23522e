package dev.tidepool.staking.chain;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The pool of the SPL stake-pool program that liquid stakes go into. */
@ConfigMapping(prefix = "tidepool.staking.pool")
interface PoolConfig {

    /** Of its account; absent: there is no liquid staking. */
    Optional<String> address();

    /** How long its mint, its reserve and where its fees go are kept; its rate is read for each build. */
    @WithDefault("10m")
    Duration maxAge();
}
