package dev.tidepool.staking.stake;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.staking.chain.Reward;
import dev.tidepool.staking.solana.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of what a wallet's stake accounts were paid. Amounts are decimal strings of lamports. */
record RewardsView(
        String wallet,

        @Schema(description = "The present one, of which nothing is paid yet")
        long epoch,

        @Schema(description = "Stake accounts that the wallet has now; those that were closed are not among them")
        int count,

        @Schema(description = "Of these, the largest, how many were looked at")
        int accounts,

        @Schema(description = "The newest first") List<EpochView> epochs) {

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record EpochView(
            long epoch,

            @Schema(
                    description =
                            "Whether the chain's node tells of this epoch; if not, there is a reason and nothing else")
            boolean told,

            @Schema(description = "Whether nothing can be added any more")
            Optional<Boolean> settled,

            @Schema(description = "The sum") Optional<String> lamports,

            @Schema(description = "The largest first; accounts that were paid nothing are left out")
            Optional<List<RewardView>> rewards,

            Optional<String> reason) {

        static EpochView of(EpochRewards epoch) {
            return switch (epoch) {
                case EpochRewards.Told told ->
                    new EpochView(
                            told.epoch(),
                            true,
                            Optional.of(told.settled()),
                            Optional.of(told.sum().toString()),
                            Optional.of(
                                    told.rewards().stream().map(RewardView::of).toList()),
                            Optional.empty());
                case EpochRewards.Untold untold ->
                    new EpochView(
                            untold.epoch(),
                            false,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(untold.reason()));
            };
        }
    }

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record RewardView(
            String stakeAccount,
            String lamports,

            @Schema(description = "What the account held after it")
            String postBalance,

            @Schema(description = "The slot in which it was paid")
            long effectiveSlot,

            @Schema(description = "The validator's, of that epoch; absent where the node does not tell")
            Optional<Integer> commissionPercent) {

        static RewardView of(Map.Entry<PublicKey, Reward> paid) {
            Reward reward = paid.getValue();
            return new RewardView(
                    paid.getKey().toString(),
                    reward.amount().toString(),
                    reward.postBalance().toString(),
                    reward.effectiveSlot(),
                    reward.commissionPercent());
        }
    }

    static RewardsView of(Rewards rewards) {
        return new RewardsView(
                rewards.positions().wallet().toString(),
                rewards.positions().epoch(),
                rewards.positions().all().size(),
                rewards.accounts(),
                rewards.epochs().stream().map(EpochView::of).toList());
    }
}
