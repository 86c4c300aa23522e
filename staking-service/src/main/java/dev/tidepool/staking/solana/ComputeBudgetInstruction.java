package dev.tidepool.staking.solana;

import dev.tidepool.staking.solana.InstructionField.FieldType;
import java.util.List;

/** The compute budget's instructions as its interface numbers them. */
enum ComputeBudgetInstruction implements InstructionKind {
    REQUEST_HEAP_FRAME(1, InstructionField.of("bytes", FieldType.SHORT_UNSIGNED)),
    SET_COMPUTE_UNIT_LIMIT(2, InstructionField.of("units", FieldType.SHORT_UNSIGNED)),
    SET_COMPUTE_UNIT_PRICE(3, InstructionField.of("microLamports", FieldType.UNSIGNED)),
    SET_LOADED_ACCOUNTS_DATA_SIZE_LIMIT(4, InstructionField.of("bytes", FieldType.SHORT_UNSIGNED));

    @SuppressWarnings("ImmutableEnumChecker") // Its lists are copies.
    private final InstructionShape shape;

    ComputeBudgetInstruction(int discriminator, InstructionField field) {
        this.shape = new InstructionShape(discriminator, List.of(), List.of(field));
    }

    @Override
    public InstructionShape shape() {
        return shape;
    }
}
