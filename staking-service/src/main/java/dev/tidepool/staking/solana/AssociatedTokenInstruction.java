package dev.tidepool.staking.solana;

import java.util.List;

/** The associated-token program's instructions as its interface numbers them. */
enum AssociatedTokenInstruction implements InstructionKind {
    CREATE(0, List.of("funder", "account", "owner", "mint", "systemProgram", "tokenProgram")),
    CREATE_IDEMPOTENT(1, List.of("funder", "account", "owner", "mint", "systemProgram", "tokenProgram")),
    RECOVER_NESTED(
            2, List.of("nested", "nestedMint", "recipient", "ownerAccount", "ownerMint", "owner", "tokenProgram"));

    @SuppressWarnings("ImmutableEnumChecker") // Its lists are copies.
    private final InstructionShape shape;

    AssociatedTokenInstruction(int discriminator, List<String> accounts) {
        this.shape = new InstructionShape(discriminator, accounts, List.of());
    }

    @Override
    public InstructionShape shape() {
        return shape;
    }
}
