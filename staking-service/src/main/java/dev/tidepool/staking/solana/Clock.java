package dev.tidepool.staking.solana;

/**
 * The chain's time, from its sysvar.
 *
 * @param unixTimestamp seconds, as the validators vote it
 */
public record Clock(long slot, long epochStartTimestamp, long epoch, long unixTimestamp) {

    /** Reads the sysvar's 40 bytes; MalformedBytesException when they are others. */
    public static Clock decode(byte[] data) {
        ByteReader in = ByteReader.ofExactly(data, 40);
        long slot = in.u64();
        long epochStart = in.u64();
        long epoch = in.u64();
        in.skip(Long.BYTES); // the epoch whose leader schedule is known
        return new Clock(slot, epochStart, epoch, in.u64());
    }
}
