package dev.tidepool.staking.wallet;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often one wallet's transactions may be built and submitted. */
@ConfigMapping(prefix = "tidepool.staking.wallet")
interface WalletConfig {

    /** Builds and submits of one wallet, of one organisation, within a window; what changes nothing is not counted. */
    @WithDefault("10")
    int writes();

    /** Begins with the first of them. */
    @WithDefault("1m")
    Duration window();

    /** How long Redis is waited for; then this process counts by itself. */
    @WithDefault("500ms")
    Duration patience();

    /** Wallets that this process counts by itself, the latest. */
    @WithDefault("10000")
    long counted();
}
