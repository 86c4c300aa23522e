package dev.tidepool.staking.recommend;

import dev.tidepool.staking.recommend.Recommendation.Parts;
import dev.tidepool.staking.recommend.Recommendations.Excluded;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.validator.EpochWork;
import dev.tidepool.staking.validator.Superminority;
import dev.tidepool.staking.validator.Validator;
import dev.tidepool.staking.validator.ValidatorSet;
import java.util.Comparator;
import java.util.List;

/**
 * Ranks validators. Pure: the same validators and preferences give the same answer.
 *
 * <p>score = (1 - w) x (0.7 x yield + 0.3 x reliability) + w x decentralization, where w is the decentralization weight. Yield needs
 * no inflation: of two validators the one with the larger (1 - commission) x credits earns more, whatever is paid.
 */
final class Scoring {

    static final String FORMULA =
            "score = (1 - w) x (0.7 x yield + 0.3 x reliability) + w x decentralization; w = decentralizationWeight;"
                    + " yield = (1 - commission) x mean credits, over the best; reliability = credits of the worst epoch / the"
                    + " cluster's mean, at most 1, x epochs known / 4, 0 if delinquent; decentralization = 1 - (stake + amount) / stake of the smallest of the superminority, at least 0";

    private static final double YIELD_WEIGHT = 0.7;
    private static final double RELIABILITY_WEIGHT = 0.3;

    /** As many as a node tells. */
    private static final double EPOCHS = 4;

    private static final double PERCENT = 100;

    private static final Comparator<Recommendation> BEST_FIRST = Comparator.comparingDouble(Recommendation::score)
            .reversed()
            .thenComparing(found -> found.validator().account().activated())
            .thenComparing(found -> found.validator().account().address().toString());

    private final Preferences preferences;
    private final Superminority superminority;
    private final double bestEarning;

    private Scoring(Preferences preferences, Superminority superminority, double bestEarning) {
        this.preferences = preferences;
        this.superminority = superminority;
        this.bestEarning = bestEarning;
    }

    static Recommendations rank(ValidatorSet set, Preferences preferences) {
        List<Validator> all = set.all();
        List<Validator> voting = all.stream()
                .filter(validator ->
                        !preferences.excludeDelinquent() || !validator.account().delinquent())
                .toList();
        List<Validator> cheap = voting.stream()
                .filter(validator -> validator.account().commissionPercent() <= preferences.maxCommissionPercent())
                .toList();
        List<Validator> proven =
                cheap.stream().filter(validator -> !validator.work().isEmpty()).toList();
        double best = proven.stream().mapToDouble(Scoring::earning).max().orElse(0);
        Scoring scoring = new Scoring(preferences, set.superminority(), best);
        return new Recommendations(
                preferences,
                set,
                proven.stream()
                        .map(scoring::score)
                        .sorted(BEST_FIRST)
                        .limit(preferences.limit())
                        .toList(),
                proven.size(),
                new Excluded(all.size() - voting.size(), voting.size() - cheap.size(), cheap.size() - proven.size()));
    }

    private Recommendation score(Validator validator) {
        Parts parts = new Parts(
                bestEarning == 0 ? 0 : earning(validator) / bestEarning,
                reliability(validator),
                decentralization(validator));
        double weight = preferences.decentralizationWeight();
        double score = (1 - weight) * (YIELD_WEIGHT * parts.yield() + RELIABILITY_WEIGHT * parts.reliability())
                + weight * parts.decentralization();
        return new Recommendation(validator, score, parts, Reasons.of(validator, parts, joinsSuperminority(validator)));
    }

    /** In proportion to what a lamport earns there. */
    private static double earning(Validator validator) {
        double mean = validator.work().stream()
                .mapToDouble(EpochWork::ratio)
                .average()
                .orElse(0);
        return (1 - validator.account().commissionPercent() / PERCENT) * mean;
    }

    private static double reliability(Validator validator) {
        if (validator.account().delinquent()) {
            return 0;
        }
        double worst =
                validator.work().stream().mapToDouble(EpochWork::ratio).min().orElse(0);
        return Math.min(1, worst) * Math.min(1, validator.work().size() / EPOCHS);
    }

    private double decentralization(Validator validator) {
        if (validator.superminor() || superminority.least().isZero()) {
            return 0;
        }
        return Math.max(0, 1 - ValidatorSet.share(after(validator), superminority.least()));
    }

    /** With the amount, though it is not one of them yet. */
    private boolean joinsSuperminority(Validator validator) {
        return !validator.superminor() && !after(validator).isLessThan(superminority.least());
    }

    private Lamports after(Validator validator) {
        return validator.account().activated().plusCapped(preferences.amount());
    }
}
