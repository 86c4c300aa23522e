package dev.tidepool.staking.stake;

import java.util.List;

/**
 * What a wallet's stake accounts were paid.
 *
 * @param accounts how many of them were looked at
 * @param epochs the newest first
 */
record Rewards(Positions positions, int accounts, List<EpochRewards> epochs) {

    Rewards {
        epochs = List.copyOf(epochs);
    }
}
