package dev.tidepool.staking.recommend;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.staking.recommend.Recommendation.Parts;
import dev.tidepool.staking.validator.BasisView;
import dev.tidepool.staking.validator.Superminority;
import dev.tidepool.staking.validator.ValidatorSet;
import dev.tidepool.staking.validator.ValidatorView;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of a recommendation. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RecommendationsView(
        @Schema(description = "What was asked, with what was left out")
        PreferencesView preferences,

        String formula,

        @Schema(description = "The best first") List<RecommendationView> recommendations,

        @Schema(description = "Validators that there were to choose from")
        int eligible,

        @Schema(description = "How many were left out, each by the first of these that it falls under")
        ExcludedView excluded,

        SuperminorityView superminority,
        long epoch,

        @Schema(description = "What the estimates follow from")
        BasisView basis,

        @Schema(description = "What to change, where there is none")
        Optional<String> advice) {

    private static final int PLACES = 6;

    /** A part of it. */
    public record PreferencesView(
            String lamports, int maxCommission, boolean excludeDelinquent, double decentralizationWeight, int limit) {}

    /** A part of it. */
    public record ExcludedView(int delinquent, int commission, int unproven) {}

    /** The fewest validators that together hold more than a third of the stake. */
    public record SuperminorityView(int validators, BigDecimal stakeShare) {}

    /** A part of it. */
    public record RecommendationView(
            int rank,
            BigDecimal score,
            PartsView parts,
            @Schema(description = "Sentences") List<String> reasons,
            ValidatorView validator) {}

    /** Each 0 to 1. */
    public record PartsView(BigDecimal yield, BigDecimal reliability, BigDecimal decentralization) {

        static PartsView of(Parts parts) {
            return new PartsView(
                    rounded(parts.yield()), rounded(parts.reliability()), rounded(parts.decentralization()));
        }
    }

    static RecommendationsView of(Recommendations ranked) {
        Superminority few = ranked.set().superminority();
        return new RecommendationsView(
                preferences(ranked.preferences()),
                Scoring.FORMULA,
                IntStream.range(0, ranked.best().size())
                        .mapToObj(
                                place -> recommendation(place + 1, ranked.best().get(place)))
                        .toList(),
                ranked.eligible(),
                new ExcludedView(
                        ranked.excluded().delinquent(),
                        ranked.excluded().commission(),
                        ranked.excluded().unproven()),
                new SuperminorityView(
                        few.members().size(),
                        rounded(ValidatorSet.share(
                                few.together(), ranked.set().economy().activated()))),
                ranked.set().economy().time().clock().epoch(),
                BasisView.of(ranked.set()),
                ranked.best().isEmpty()
                        ? Optional.of("No validator is left. Raise maxCommission, or set excludeDelinquent to false.")
                        : Optional.empty());
    }

    private static PreferencesView preferences(Preferences asked) {
        return new PreferencesView(
                asked.amount().toString(),
                asked.maxCommissionPercent(),
                asked.excludeDelinquent(),
                asked.decentralizationWeight(),
                asked.limit());
    }

    private static RecommendationView recommendation(int rank, Recommendation found) {
        return new RecommendationView(
                rank,
                rounded(found.score()),
                PartsView.of(found.parts()),
                found.reasons(),
                ValidatorView.of(found.validator()));
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(PLACES, RoundingMode.HALF_EVEN);
    }
}
