package dev.tidepool.staking.validator;

import dev.tidepool.staking.chain.VoteStanding;
import java.util.List;
import java.util.Optional;

/**
 * What stake at a validator earns in a year by inflation, compounded each epoch, as a fraction. Pure.
 *
 * <p>An epoch's yield is what the cluster's stake earns, x (1 - commission) x the validator's credits / the mean credits; the
 * year's is (1 + the mean of them)^epochs a year - 1.
 */
public sealed interface Estimate {

    /** The formula, for whoever reads an answer. */
    String FORMULA =
            "apy = (1 + y)^epochsPerYear - 1; y = mean over the epochs of epochRewards / activatedStake x (1 - commission)"
                    + " x credits / meanCredits; epochRewards = inflationRate x totalSupply x slotsInEpoch x 0.4 s / year;"
                    + " meanCredits = sum(stake x credits) / sum(stake)";

    /**
     * A number.
     *
     * @param spread empty when there is one epoch only
     */
    record Known(double apy, Optional<Spread> spread, List<EpochYield> epochs) implements Estimate {

        public Known {
            epochs = List.copyOf(epochs);
        }
    }

    /** None, and why. */
    record Unknown(String reason) implements Estimate {}

    /** The year that the worst of the epochs would make, and the best. */
    record Spread(double low, double high) {}

    /** What a lamport earned in an epoch. */
    record EpochYield(long epoch, double yield) {}

    /** Of a validator with this work, the oldest first. */
    static Estimate of(VoteStanding standing, List<EpochWork> work, Economy economy) {
        Optional<String> lack = economy.lack();
        if (lack.isPresent()) {
            return new Unknown(lack.get());
        }
        if (standing.account().delinquent()) {
            return new Unknown("It does not vote now: what it earned before is no estimate of what it will earn.");
        }
        if (work.isEmpty()) {
            return new Unknown("It has not voted in a whole epoch that is over.");
        }
        double kept = 1 - standing.account().commissionPercent() / 100.0;
        double cluster = economy.epochYield().orElseThrow();
        return of(
                work.stream()
                        .map(epoch -> new EpochYield(epoch.epoch(), cluster * kept * epoch.ratio()))
                        .toList(),
                economy.time().epochsPerYear());
    }

    private static Known of(List<EpochYield> epochs, double epochsPerYear) {
        double[] yields =
                epochs.stream().mapToDouble(EpochYield::yield).sorted().toArray();
        double mean = epochs.stream().mapToDouble(EpochYield::yield).average().orElseThrow();
        Optional<Spread> spread = yields.length < 2
                ? Optional.empty()
                : Optional.of(new Spread(
                        compounded(yields[0], epochsPerYear), compounded(yields[yields.length - 1], epochsPerYear)));
        return new Known(compounded(mean, epochsPerYear), spread, epochs);
    }

    /** (1 + rate)^times - 1, exact also where the rate is tiny. */
    static double compounded(double rate, double times) {
        return Math.expm1(times * Math.log1p(rate));
    }
}
