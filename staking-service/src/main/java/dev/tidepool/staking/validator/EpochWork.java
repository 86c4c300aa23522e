package dev.tidepool.staking.validator;

/**
 * What a validator did in an epoch that is over.
 *
 * @param credits earned by voting
 * @param ratio to the mean of the cluster, weighed by stake
 */
public record EpochWork(long epoch, long credits, double ratio) {}
