package dev.tidepool.staking.validator;

import dev.tidepool.staking.chain.VoteStanding;
import dev.tidepool.staking.solana.VoteState.EpochCredits;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The mean credits of the last epochs that are over, weighed by stake. Pure.
 *
 * <p>Rewards of an epoch are shared by stake times credits, so a validator's credits over this mean is what its stake earned
 * in proportion to all. The weights are the stakes of the present epoch: the chain does not tell those of the past.
 */
record ClusterCredits(NavigableMap<Long, Double> means) {

    /** A node tells five epochs, the present one among them. */
    static final int EPOCHS = 4;

    static ClusterCredits of(List<VoteStanding> standings, long presentEpoch) {
        NavigableMap<Long, Double> means = new TreeMap<>();
        double stake = standings.stream().mapToDouble(ClusterCredits::stake).sum();
        for (long epoch = Math.max(0, presentEpoch - EPOCHS); epoch < presentEpoch; epoch++) {
            double points = 0;
            for (VoteStanding standing : standings) {
                points += stake(standing) * earned(standing, epoch);
            }
            if (points > 0) {
                means.put(epoch, points / stake);
            }
        }
        return new ClusterCredits(means);
    }

    /** Of the epochs that it had a chance in, the oldest first: the one in which it began is none of them, since it is no whole one. */
    List<EpochWork> workOf(VoteStanding standing) {
        OptionalLong first = firstWhole(standing);
        if (first.isEmpty()) {
            return List.of();
        }
        return means.tailMap(first.getAsLong(), true).entrySet().stream()
                .map(mean -> {
                    long earned = earned(standing, mean.getKey());
                    return new EpochWork(mean.getKey(), earned, earned / mean.getValue());
                })
                .toList();
    }

    private static OptionalLong firstWhole(VoteStanding standing) {
        if (standing.credits().isEmpty()) {
            return OptionalLong.empty();
        }
        EpochCredits oldest = standing.credits().getFirst();
        return OptionalLong.of(oldest.previous() == 0 ? oldest.epoch() + 1 : oldest.epoch());
    }

    /** An account has no line of an epoch in which it did not vote. */
    private static long earned(VoteStanding standing, long epoch) {
        for (EpochCredits line : standing.credits()) {
            if (line.epoch() == epoch) {
                return line.earned();
            }
        }
        return 0;
    }

    private static double stake(VoteStanding standing) {
        return standing.account().activated().toBigInteger().doubleValue();
    }
}
