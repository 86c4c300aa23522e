package dev.tidepool.staking.solana;

/** What an account must hold to stay, from its sysvar. */
public record Rent(long lamportsPerByteYear, double exemptionThreshold) {

    /** Bytes that every account costs besides its data. */
    private static final int ACCOUNT_OVERHEAD = 128;

    /** Reads the sysvar's 17 bytes; MalformedBytesException when they are others. */
    public static Rent decode(byte[] data) {
        ByteReader in = ByteReader.ofExactly(data, 17);
        return new Rent(in.u64(), in.f64());
    }

    /** The balance from which an account of this much data owes no rent. */
    public Lamports minimumBalance(int dataLength) {
        return Lamports.of((long) ((ACCOUNT_OVERHEAD + dataLength) * lamportsPerByteYear * exemptionThreshold));
    }
}
