package dev.tidepool.staking.solana;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Instructions of the SPL stake-pool program for lamports. Data: u8 discriminator, then fields, little-endian. */
public final class StakePoolProgram {

    public static final PublicKey ID = PublicKey.parse("SPoo1Ku8WFXoNDMHPsrGSTSG1Y47rzgn41SLUNakuHy");

    private StakePoolProgram() {}

    /** Who mints a pool's tokens and moves its stake: an address of the program, which nobody can sign for. */
    public static PublicKey withdrawAuthority(PublicKey pool) {
        return PublicKey.findProgramAddress(ID, pool.toBytes(), "withdraw".getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Puts lamports into the pool's reserve; the program mints tokens for them at its rate.
     *
     * @param funder signs
     * @param tokens token account of the pool's mint that gets them, and the part of the fee that is meant for who referred
     */
    public static Instruction depositSol(
            PublicKey pool, StakePool state, PublicKey funder, PublicKey tokens, Lamports lamports) {
        return of(
                data(StakePoolInstruction.DEPOSIT_SOL, lamports.bits()),
                AccountMeta.writable(pool),
                AccountMeta.readOnly(withdrawAuthority(pool)),
                AccountMeta.writable(state.reserve()),
                AccountMeta.writableSigner(funder),
                AccountMeta.writable(tokens),
                AccountMeta.writable(state.feeAccount()),
                AccountMeta.writable(tokens),
                AccountMeta.writable(state.mint()),
                AccountMeta.readOnly(SystemProgram.ID),
                AccountMeta.readOnly(state.tokenProgram()));
    }

    /**
     * Burns tokens; the program gives lamports of the pool's reserve for them at its rate.
     *
     * @param owner of the tokens, signs
     * @param tokens token account that they are taken from
     */
    public static Instruction withdrawSol(
            PublicKey pool,
            StakePool state,
            PublicKey owner,
            PublicKey tokens,
            PublicKey recipient,
            Lamports poolTokens) {
        return of(
                data(StakePoolInstruction.WITHDRAW_SOL, poolTokens.bits()),
                AccountMeta.writable(pool),
                AccountMeta.readOnly(withdrawAuthority(pool)),
                AccountMeta.readOnlySigner(owner),
                AccountMeta.writable(tokens),
                AccountMeta.writable(state.reserve()),
                AccountMeta.writable(recipient),
                AccountMeta.writable(state.feeAccount()),
                AccountMeta.writable(state.mint()),
                AccountMeta.readOnly(Sysvars.CLOCK),
                AccountMeta.readOnly(Sysvars.STAKE_HISTORY),
                AccountMeta.readOnly(StakeProgram.ID),
                AccountMeta.readOnly(state.tokenProgram()));
    }

    private static Bytes data(StakePoolInstruction kind, long amount) {
        return new ByteWriter().u8(kind.discriminator()).u64(amount).toBytes();
    }

    private static Instruction of(Bytes data, AccountMeta... accounts) {
        return new Instruction(ID, List.of(accounts), data);
    }
}
