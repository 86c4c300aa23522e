package dev.tidepool.staking.watch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often the wallets that webhooks name are looked at, and how much at once. */
@ConfigMapping(prefix = "tidepool.staking.watch")
interface WatchConfig {

    /** Between two looks at a wallet. */
    @WithDefault("5m")
    Duration every();

    /** Between two rounds, each of which looks at what is due. */
    @WithDefault("5s")
    Duration interval();

    /** Wallets that one instance takes in a round. */
    @WithDefault("20")
    int together();

    /** Wallets that one instance looks at at the same time. */
    @WithDefault("4")
    int atOnce();

    /** After this another instance may look; more than a look takes. */
    @WithDefault("2m")
    Duration lease();

    /** Stake accounts of a wallet that are watched, the largest; at most 100. */
    @WithDefault("100")
    int maxAccounts();

    /** Epochs back of which rewards are still told, should nobody have looked meanwhile. */
    @WithDefault("3")
    int rewardEpochs();
}
