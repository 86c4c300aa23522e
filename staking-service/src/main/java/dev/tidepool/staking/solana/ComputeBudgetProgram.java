package dev.tidepool.staking.solana;

import java.util.List;

/** What a transaction may compute and what it bids for it. Data: u8 discriminator, then one field. */
public final class ComputeBudgetProgram {

    public static final PublicKey ID = PublicKey.parse("ComputeBudget111111111111111111111111111111");

    private static final int SET_LIMIT = 2;
    private static final int SET_PRICE = 3;

    private ComputeBudgetProgram() {}

    public static Instruction setUnitLimit(int units) {
        return new Instruction(
                ID, List.of(), new ByteWriter().u8(SET_LIMIT).u32(units).toBytes());
    }

    /**
     * Bids for compute units.
     *
     * @param microLamports per unit, unsigned
     */
    public static Instruction setUnitPrice(long microLamports) {
        return new Instruction(
                ID, List.of(), new ByteWriter().u8(SET_PRICE).u64(microLamports).toBytes());
    }
}
