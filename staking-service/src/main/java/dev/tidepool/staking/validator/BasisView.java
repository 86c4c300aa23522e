package dev.tidepool.staking.validator;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.staking.chain.EpochTime;
import dev.tidepool.staking.chain.Inflation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of what the estimates of an answer follow from. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record BasisView(
        String formula,

        @Schema(description = "Of the validators' part, a year")
        Optional<Double> inflationRate,

        Optional<String> totalSupplyLamports,
        String activatedLamports,

        @Schema(description = "What all stake is paid for an epoch, before commission")
        Optional<String> epochRewardsLamports,

        long slotsInEpoch,
        BigDecimal secondsPerSlot,

        @Schema(description = "Over this epoch so far; otherwise the nominal 0.4 s, too little of it being over")
        boolean secondsPerSlotMeasured,

        BigDecimal epochsPerYear,

        @Schema(description = "Of the epochs that the estimates are taken from")
        List<MeanView> meanCredits,

        @Schema(description = "Why there are no estimates at all")
        Optional<String> reason,

        String limits) {

    private static final String LIMITS =
            "Inflation alone: priority fees and tips that a validator may share are not in it. Stakes of past epochs are taken"
                    + " to have been those of this one, and commission, inflation and supply to stay.";

    private static final int PLACES = 6;

    record MeanView(long epoch, BigDecimal credits) {}

    public static BasisView of(ValidatorSet set) {
        Economy economy = set.economy();
        EpochTime time = economy.time();
        return new BasisView(
                Estimate.FORMULA,
                economy.inflation().map(Inflation::validator),
                economy.supply().map(Object::toString),
                economy.activated().toString(),
                economy.epochRewards().stream()
                        .mapToObj(rewards -> places(rewards, 0).toPlainString())
                        .findFirst(),
                time.slotsInEpoch(),
                places(time.slotTime().seconds(), PLACES),
                time.slotTime().measured(),
                places(time.epochsPerYear(), 2),
                means(set.meanCredits()),
                economy.lack(),
                LIMITS);
    }

    private static List<MeanView> means(Map<Long, Double> credits) {
        return credits.entrySet().stream()
                .map(mean -> new MeanView(mean.getKey(), places(mean.getValue(), 2)))
                .toList();
    }

    private static BigDecimal places(double value, int places) {
        return BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_EVEN);
    }
}
