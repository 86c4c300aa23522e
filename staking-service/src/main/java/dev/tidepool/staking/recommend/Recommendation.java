package dev.tidepool.staking.recommend;

import dev.tidepool.staking.validator.Validator;
import java.util.List;

/**
 * A validator that may be staked with.
 *
 * @param score of its parts as the preferences weigh them, 0 to 1
 * @param reasons sentences
 */
record Recommendation(Validator validator, double score, Parts parts, List<String> reasons) {

    Recommendation {
        reasons = List.copyOf(reasons);
    }

    /**
     * Each 0 to 1.
     *
     * @param yield what a lamport earns, against the best of those that may be recommended
     * @param reliability credits of its worst epoch against the cluster's mean, less where few epochs are known
     * @param decentralization 1 for a validator without stake, 0 from the superminority on
     */
    record Parts(double yield, double reliability, double decentralization) {}
}
