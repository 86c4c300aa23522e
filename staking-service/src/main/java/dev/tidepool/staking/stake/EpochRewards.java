package dev.tidepool.staking.stake;

import dev.tidepool.staking.chain.Reward;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What a wallet's stake accounts were paid for an epoch. */
sealed interface EpochRewards {

    long epoch();

    /**
     * By account, the largest first; those that were paid nothing are left out.
     *
     * @param settled whether nothing can be added any more
     */
    record Told(long epoch, List<Map.Entry<PublicKey, Reward>> rewards, boolean settled) implements EpochRewards {

        private static final Comparator<Map.Entry<PublicKey, Reward>> LARGEST_FIRST = Comparator.comparing(
                        (Map.Entry<PublicKey, Reward> paid) -> paid.getValue().amount())
                .reversed()
                .thenComparing(paid -> paid.getKey().toString());

        public Told {
            rewards = rewards.stream().sorted(LARGEST_FIRST).toList();
        }

        Lamports sum() {
            return rewards.stream().map(paid -> paid.getValue().amount()).reduce(Lamports.ZERO, Lamports::plusCapped);
        }
    }

    /** The chain's node does not tell. */
    record Untold(long epoch, String reason) implements EpochRewards {}
}
