package dev.tidepool.staking.solana;

/** Addresses at which the runtime keeps what programs read of it. */
public final class Sysvars {

    public static final PublicKey CLOCK = PublicKey.parse("SysvarC1ock11111111111111111111111111111111");
    public static final PublicKey EPOCH_SCHEDULE = PublicKey.parse("SysvarEpochSchedu1e111111111111111111111111");
    public static final PublicKey RENT = PublicKey.parse("SysvarRent111111111111111111111111111111111");
    public static final PublicKey STAKE_HISTORY = PublicKey.parse("SysvarStakeHistory1111111111111111111111111");

    static final PublicKey RECENT_BLOCKHASHES = PublicKey.parse("SysvarRecentB1ockHashes11111111111111111111");

    private Sysvars() {}
}
