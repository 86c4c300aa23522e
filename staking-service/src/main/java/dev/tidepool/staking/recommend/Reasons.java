package dev.tidepool.staking.recommend;

import dev.tidepool.staking.recommend.Recommendation.Parts;
import dev.tidepool.staking.validator.EpochWork;
import dev.tidepool.staking.validator.Estimate;
import dev.tidepool.staking.validator.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in sentences what speaks for and against a validator. Pure. */
final class Reasons {

    private static final double PERCENT = 100;

    private Reasons() {}

    static List<String> of(Validator validator, Parts parts, boolean joinsSuperminority) {
        List<String> reasons = new ArrayList<>();
        reasons.add(commission(validator.account().commissionPercent()));
        reasons.add(estimate(validator.estimate()));
        reasons.add(credits(validator.work(), parts));
        reasons.add(place(validator, joinsSuperminority));
        if (validator.account().delinquent()) {
            reasons.add("It has stopped voting and is %d slots behind: stake there earns nothing until it votes again."
                    .formatted(validator.slotsBehind()));
        }
        return reasons;
    }

    private static String commission(int percent) {
        return switch (percent) {
            case 0 -> "It takes no commission.";
            case 100 -> "It keeps all rewards: its commission is 100 %.";
            default -> "It keeps %d %% of the rewards.".formatted(percent);
        };
    }

    private static String estimate(Estimate estimate) {
        return switch (estimate) {
            case Estimate.Known known -> "Stake there is estimated to earn %s a year.".formatted(percent(known.apy()));
            case Estimate.Unknown unknown -> "There is no estimate of a year's earnings. " + unknown.reason();
        };
    }

    private static String credits(List<EpochWork> work, Parts parts) {
        double mean = work.stream().mapToDouble(EpochWork::ratio).average().orElse(0);
        return "It earned %s of the cluster's mean credits over %d %s; its reliability is %s."
                .formatted(
                        percent(mean),
                        work.size(),
                        work.size() == 1 ? "epoch" : "epochs",
                        percent(parts.reliability()));
    }

    private static String place(Validator validator, boolean joinsSuperminority) {
        String share = percent(validator.share());
        if (validator.superminor()) {
            return ("It holds %s of the stake and is one of the few that together hold more than a third: more stake there makes the"
                            + " cluster weaker.")
                    .formatted(share);
        }
        return joinsSuperminority
                ? "It holds %s of the stake; with this amount it would be as large as the smallest of the few that hold a third."
                        .formatted(share)
                : "It holds %s of the stake and is none of the few that together hold more than a third."
                        .formatted(share);
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.2f %%", fraction * PERCENT);
    }
}
