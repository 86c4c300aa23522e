package dev.tidepool.staking.solana;

import dev.tidepool.staking.solana.InstructionField.Type;
import java.util.List;

/** The compute budget's instructions as its interface numbers them. */
enum ComputeBudgetInstruction implements InstructionKind {
    REQUEST_HEAP_FRAME(1, InstructionField.of("bytes", Type.SHORT_UNSIGNED)),
    SET_COMPUTE_UNIT_LIMIT(2, InstructionField.of("units", Type.SHORT_UNSIGNED)),
    SET_COMPUTE_UNIT_PRICE(3, InstructionField.of("microLamports", Type.UNSIGNED)),
    SET_LOADED_ACCOUNTS_DATA_SIZE_LIMIT(4, InstructionField.of("bytes", Type.SHORT_UNSIGNED));

    private final InstructionShape shape;

    ComputeBudgetInstruction(int discriminator, InstructionField field) {
        this.shape = new InstructionShape(discriminator, List.of(), List.of(field));
    }

    @Override
    public InstructionShape shape() {
        return shape;
    }
}
