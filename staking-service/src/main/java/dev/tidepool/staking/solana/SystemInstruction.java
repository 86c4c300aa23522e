package dev.tidepool.staking.solana;

import dev.tidepool.staking.solana.InstructionField.FieldType;
import java.util.List;

/** The System program's instructions as its interface numbers them. */
enum SystemInstruction implements InstructionKind {
    CREATE_ACCOUNT(
            0,
            List.of("funder", "account"),
            InstructionField.of("lamports", FieldType.UNSIGNED),
            InstructionField.of("space", FieldType.UNSIGNED),
            InstructionField.of("owner", FieldType.KEY)),
    ASSIGN(1, List.of("account"), InstructionField.of("owner", FieldType.KEY)),
    TRANSFER(2, List.of("from", "to"), InstructionField.of("lamports", FieldType.UNSIGNED)),
    CREATE_ACCOUNT_WITH_SEED(
            3,
            List.of("funder", "account", "base"),
            InstructionField.of("base", FieldType.KEY),
            InstructionField.of("seed", FieldType.SEED),
            InstructionField.of("lamports", FieldType.UNSIGNED),
            InstructionField.of("space", FieldType.UNSIGNED),
            InstructionField.of("owner", FieldType.KEY)),
    ADVANCE_NONCE(4, List.of("nonce", "recentBlockhashes", "authority")),
    WITHDRAW_NONCE(
            5,
            List.of("nonce", "recipient", "recentBlockhashes", "rent", "authority"),
            InstructionField.of("lamports", FieldType.UNSIGNED)),
    INITIALIZE_NONCE(6, List.of("nonce", "recentBlockhashes", "rent"), InstructionField.of("authority", FieldType.KEY)),
    AUTHORIZE_NONCE(7, List.of("nonce", "authority"), InstructionField.of("newAuthority", FieldType.KEY)),
    ALLOCATE(8, List.of("account"), InstructionField.of("space", FieldType.UNSIGNED)),
    ALLOCATE_WITH_SEED(
            9,
            List.of("account", "base"),
            InstructionField.of("base", FieldType.KEY),
            InstructionField.of("seed", FieldType.SEED),
            InstructionField.of("space", FieldType.UNSIGNED),
            InstructionField.of("owner", FieldType.KEY)),
    ASSIGN_WITH_SEED(
            10,
            List.of("account", "base"),
            InstructionField.of("base", FieldType.KEY),
            InstructionField.of("seed", FieldType.SEED),
            InstructionField.of("owner", FieldType.KEY)),
    TRANSFER_WITH_SEED(
            11,
            List.of("from", "base", "to"),
            InstructionField.of("lamports", FieldType.UNSIGNED),
            InstructionField.of("seed", FieldType.SEED),
            InstructionField.of("owner", FieldType.KEY)),
    UPGRADE_NONCE(12, List.of("nonce"));

    @SuppressWarnings("ImmutableEnumChecker") // Its lists are copies.
    private final InstructionShape shape;

    SystemInstruction(int discriminator, List<String> accounts, InstructionField... fields) {
        this.shape = new InstructionShape(discriminator, accounts, List.of(fields));
    }

    @Override
    public InstructionShape shape() {
        return shape;
    }
}
