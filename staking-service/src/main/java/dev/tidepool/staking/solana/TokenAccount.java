package dev.tidepool.staking.solana;

/**
 * An account of the Token program, as far as it is asked for here.
 *
 * @param amount in the mint's smallest unit
 */
public record TokenAccount(PublicKey mint, PublicKey owner, Lamports amount, boolean usable) {

    /** Bytes of one. */
    public static final int SPACE = 165;

    private static final int STATE = 108;
    private static final int INITIALIZED = 1;

    /**
     * Reads the data of an account that the Token program owns.
     *
     * @throws MalformedBytesException when it is no token account
     */
    public static TokenAccount decode(byte[] data) {
        ByteReader in = ByteReader.ofExactly(data, SPACE);
        PublicKey mint = in.key();
        PublicKey owner = in.key();
        Lamports amount = in.lamports();
        in.skip(STATE - in.position());
        return new TokenAccount(mint, owner, amount, in.u8() == INITIALIZED);
    }
}
