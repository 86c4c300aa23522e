package dev.tidepool.staking.solana;

/**
 * How slots make epochs, from its sysvar.
 *
 * @param warmup whether the first epochs were shorter, doubling until {@code firstNormalEpoch}
 */
public record EpochSchedule(long slotsPerEpoch, boolean warmup, long firstNormalEpoch, long firstNormalSlot) {

    /** Of the very first epoch, where epochs were shorter at first. */
    private static final long SHORTEST_EPOCH = 32;

    /** Reads the sysvar's 33 bytes; MalformedBytesException when they are others. */
    public static EpochSchedule decode(byte[] data) {
        ByteReader in = ByteReader.ofExactly(data, 33);
        long slots = in.u64();
        in.skip(Long.BYTES); // how far ahead the leader schedule is made
        return new EpochSchedule(slots, in.flag(), in.u64(), in.u64());
    }

    /** The first slot of an epoch. */
    public long firstSlot(long epoch) {
        return epoch < firstNormalEpoch
                ? ((1L << epoch) - 1) * SHORTEST_EPOCH
                : firstNormalSlot + (epoch - firstNormalEpoch) * slotsPerEpoch;
    }

    /** How many slots an epoch has. */
    public long slotsIn(long epoch) {
        return epoch < firstNormalEpoch ? SHORTEST_EPOCH << epoch : slotsPerEpoch;
    }
}
