package dev.tidepool.staking.validator;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.staking.validator.ValidatorView.CreditsView;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of one validator, with all credits that its account tells and the epochs that its estimate is taken from. */
record ValidatorDetailView(
        ValidatorView validator,

        @Schema(description = "Hundredths of a percent, as its account says it now")
        int commissionBasisPoints,

        @Schema(description = "Who may withdraw its commission")
        String withdrawer,

        @Schema(description = "Of up to 64 epochs, the oldest first, the present one last")
        List<CreditsView> creditsHistory,

        @Schema(description = "The epochs that are over and that the estimate is taken from, the oldest first")
        List<EpochView> epochs,

        long epoch,
        BasisView basis) {

    private static final int PLACES = 9;

    /** What the validator did in an epoch. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record EpochView(
            long epoch,
            String credits,

            @Schema(description = "Of the cluster's mean") BigDecimal ratio,

            @Schema(
                    description = "What a lamport earned, as a fraction; null where there is no estimate",
                    nullable = true)
            Optional<BigDecimal> yield) {}

    static ValidatorDetailView of(ValidatorDetail detail) {
        return new ValidatorDetailView(
                ValidatorView.of(detail.validator()),
                detail.state().commissionBasisPoints(),
                detail.state().withdrawer().toString(),
                detail.state().credits().stream()
                        .map(line -> new CreditsView(line.epoch(), Long.toUnsignedString(line.earned())))
                        .toList(),
                epochs(detail.validator()),
                detail.set().economy().time().clock().epoch(),
                BasisView.of(detail.set()));
    }

    private static List<EpochView> epochs(Validator validator) {
        Map<Long, Double> yields = switch (validator.estimate()) {
            case Estimate.Known known ->
                known.epochs().stream()
                        .collect(Collectors.toMap(Estimate.EpochYield::epoch, Estimate.EpochYield::yield));
            case Estimate.Unknown unknown -> Map.of();
        };
        return validator.work().stream()
                .map(work -> new EpochView(
                        work.epoch(),
                        Long.toUnsignedString(work.credits()),
                        ApyView.rounded(work.ratio()),
                        Optional.ofNullable(yields.get(work.epoch()))
                                .map(earned -> BigDecimal.valueOf(earned).setScale(PLACES, RoundingMode.HALF_EVEN))))
                .toList();
    }
}
