package dev.tidepool.staking.solana;

import java.util.List;

/** What a transaction may compute and what it bids for it. Data: u8 discriminator, then one field. */
public final class ComputeBudgetProgram {

    public static final PublicKey ID = PublicKey.parse("ComputeBudget111111111111111111111111111111");

    private ComputeBudgetProgram() {}

    public static Instruction setUnitLimit(int units) {
        return new Instruction(
                ID,
                List.of(),
                new ByteWriter()
                        .u8(ComputeBudgetInstruction.SET_COMPUTE_UNIT_LIMIT.discriminator())
                        .u32(units)
                        .toBytes());
    }

    /**
     * Bids for compute units.
     *
     * @param microLamports per unit, unsigned
     */
    public static Instruction setUnitPrice(long microLamports) {
        return new Instruction(
                ID,
                List.of(),
                new ByteWriter()
                        .u8(ComputeBudgetInstruction.SET_COMPUTE_UNIT_PRICE.discriminator())
                        .u64(microLamports)
                        .toBytes());
    }
}
