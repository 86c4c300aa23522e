package dev.tidepool.staking.recommend;

import dev.tidepool.staking.validator.ValidatorSet;
import java.util.List;

/**
 * The best first, and what was left out.
 *
 * @param eligible how many there were to choose from
 */
record Recommendations(
        Preferences preferences, ValidatorSet set, List<Recommendation> best, int eligible, Excluded excluded) {

    Recommendations {
        best = List.copyOf(best);
    }

    /** How many validators were left out, each by the first of these that it falls under. */
    record Excluded(int delinquent, int commission, int unproven) {}
}
