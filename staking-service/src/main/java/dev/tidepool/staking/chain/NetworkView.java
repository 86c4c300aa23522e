package dev.tidepool.staking.chain;

/** JSON of {@link Network}. */
record NetworkView(long slot, long epoch, long slotIndex, long slotsInEpoch, long blockHeight, String version) {

    static NetworkView of(Network network) {
        return new NetworkView(
                network.slot(),
                network.epoch(),
                network.slotIndex(),
                network.slotsInEpoch(),
                network.blockHeight(),
                network.version());
    }
}
