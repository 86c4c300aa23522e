package dev.tidepool.staking.solana;

/** The program that owns vote accounts. */
public final class VoteProgram {

    public static final PublicKey ID = PublicKey.parse("Vote111111111111111111111111111111111111111");

    private VoteProgram() {}
}
