package dev.tidepool.staking.chain;

/** Where the cluster is. */
public record Network(long slot, long epoch, long slotIndex, long slotsInEpoch, long blockHeight, String version) {}
