package dev.tidepool.staking.solana;

import java.util.List;

/**
 * Instructions of the Stake program in the layout with sysvar accounts: the newest program no longer needs them, older
 * clusters do, and both take this one.
 */
public final class StakeProgram {

    public static final PublicKey ID = PublicKey.parse("Stake11111111111111111111111111111111111111");

    /** Bytes of a stake account. */
    public static final int SPACE = 200;

    private static final PublicKey CONFIG = PublicKey.parse("StakeConfig11111111111111111111111111111111");
    private static final PublicKey CLOCK = PublicKey.parse("SysvarC1ock11111111111111111111111111111111");
    private static final PublicKey RENT = PublicKey.parse("SysvarRent111111111111111111111111111111111");
    private static final PublicKey HISTORY = PublicKey.parse("SysvarStakeHistory1111111111111111111111111");

    private static final int INITIALIZE = 0;
    private static final int DELEGATE = 2;

    private StakeProgram() {}

    /** Names who may stake and who may withdraw; no lockup. */
    public static Instruction initialize(PublicKey stake, PublicKey staker, PublicKey withdrawer) {
        Bytes data = new ByteWriter()
                .u32(INITIALIZE)
                .key(staker)
                .key(withdrawer)
                .u64(0)
                .u64(0)
                .key(SystemProgram.ID)
                .toBytes();
        return new Instruction(ID, List.of(AccountMeta.writable(stake), AccountMeta.readOnly(RENT)), data);
    }

    /** Delegates everything above the rent to one vote account. */
    public static Instruction delegate(PublicKey stake, PublicKey vote, PublicKey staker) {
        List<AccountMeta> accounts = List.of(
                AccountMeta.writable(stake),
                AccountMeta.readOnly(vote),
                AccountMeta.readOnly(CLOCK),
                AccountMeta.readOnly(HISTORY),
                AccountMeta.readOnly(CONFIG),
                AccountMeta.readOnlySigner(staker));
        return new Instruction(ID, accounts, new ByteWriter().u32(DELEGATE).toBytes());
    }
}
