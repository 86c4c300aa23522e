package dev.tidepool.staking.recommend;

import dev.tidepool.staking.solana.Lamports;

/**
 * What is to be staked, and what matters to who stakes it.
 *
 * @param decentralizationWeight 0 to 1
 * @param limit how many validators are wanted
 */
record Preferences(
        Lamports amount,
        int maxCommissionPercent,
        boolean excludeDelinquent,
        double decentralizationWeight,
        int limit) {

    Preferences {
        if (maxCommissionPercent < 0 || maxCommissionPercent > 100) {
            throw new IllegalArgumentException("maxCommission is 0 to 100, not " + maxCommissionPercent);
        }
        if (!(decentralizationWeight >= 0 && decentralizationWeight <= 1)) {
            throw new IllegalArgumentException("decentralizationWeight is 0 to 1, not " + decentralizationWeight);
        }
        if (limit < 1) {
            throw new IllegalArgumentException("limit is 1 or more, not " + limit);
        }
    }
}
