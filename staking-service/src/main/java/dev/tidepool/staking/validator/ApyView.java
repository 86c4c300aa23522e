package dev.tidepool.staking.validator;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of an estimate. What is not known is null, and {@code reason} says why. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ApyView(
        @Schema(description = "A fraction: 0.07 is 7 % a year, compounded each epoch", nullable = true)
        Optional<BigDecimal> estimate,

        @Schema(description = "The years that the worst and the best of the epochs would make", nullable = true)
        Optional<UncertaintyView> uncertainty,

        @Schema(nullable = true) Optional<String> reason) {

    private static final int PLACES = 6;

    record UncertaintyView(BigDecimal low, BigDecimal high, int epochs) {}

    public static ApyView of(Estimate estimate) {
        return switch (estimate) {
            case Estimate.Known known ->
                new ApyView(
                        Optional.of(rounded(known.apy())),
                        known.spread()
                                .map(spread -> new UncertaintyView(
                                        rounded(spread.low()),
                                        rounded(spread.high()),
                                        known.epochs().size())),
                        known.spread().isPresent()
                                ? Optional.empty()
                                : Optional.of("One epoch alone shows no spread."));
            case Estimate.Unknown unknown ->
                new ApyView(Optional.empty(), Optional.empty(), Optional.of(unknown.reason()));
        };
    }

    static BigDecimal rounded(double fraction) {
        return BigDecimal.valueOf(fraction).setScale(PLACES, RoundingMode.HALF_EVEN);
    }
}
