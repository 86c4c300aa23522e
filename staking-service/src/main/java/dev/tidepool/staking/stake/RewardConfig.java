package dev.tidepool.staking.stake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of reading rewards. */
@ConfigMapping(prefix = "tidepool.staking.rewards")
interface RewardConfig {

    /** Looked at where the request names no number. */
    @WithDefault("5")
    int defaultEpochs();

    /** Looked at in one answer. */
    @WithDefault("20")
    int maxEpochs();

    /** Of a wallet, the largest; the node is asked for 100 of them at a time. */
    @WithDefault("200")
    int maxAccounts();

    /** Calls of one request under way at the same time. */
    @WithDefault("4")
    int callsAtOnce();

    /** Final answers that are kept, each of one account and epoch. */
    @WithDefault("100000")
    int maxKept();
}
