package dev.tidepool.staking.validator;

import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of a validator. Amounts are strings: JSON numbers lose what is above 2^53. */
public record ValidatorView(
        String voteAccount,
        String nodeAddress,
        int commissionPercent,
        String activatedLamports,

        @Schema(description = "Of all activated stake, 0 to 1")
        BigDecimal stakeShare,

        @Schema(description = "One of the fewest validators that together hold more than a third of the stake")
        boolean superminority,

        @Schema(description = "Whether the cluster takes it to have stopped voting")
        boolean delinquent,

        long lastVoteSlot,

        @Schema(description = "How far its last vote is behind the newest slot")
        long slotsBehind,

        @Schema(description = "Credits of the last epochs, the present one last")
        List<CreditsView> credits,

        ApyView apy) {

    /** What it earned by voting in an epoch. */
    public record CreditsView(long epoch, String credits) {}

    public static ValidatorView of(Validator validator) {
        return new ValidatorView(
                validator.account().address().toString(),
                validator.account().node().toString(),
                validator.account().commissionPercent(),
                validator.account().activated().toString(),
                ApyView.rounded(validator.share()),
                validator.superminor(),
                validator.account().delinquent(),
                validator.standing().lastVote(),
                validator.slotsBehind(),
                validator.standing().credits().stream()
                        .map(line -> new CreditsView(line.epoch(), Long.toUnsignedString(line.earned())))
                        .toList(),
                ApyView.of(validator.estimate()));
    }
}
