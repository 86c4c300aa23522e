package dev.tidepool.staking.solana;

import dev.tidepool.staking.solana.InstructionField.FieldType;
import java.util.List;

/** The Stake program's instructions as its interface numbers them; 15 (redelegate) was never switched on. */
enum StakeInstruction implements InstructionKind {
    INITIALIZE(
            0,
            List.of("stake", "rent"),
            InstructionField.of("staker", FieldType.KEY),
            InstructionField.of("withdrawer", FieldType.KEY),
            InstructionField.of("lockupUnixTimestamp", FieldType.SIGNED),
            InstructionField.of("lockupEpoch", FieldType.UNSIGNED),
            InstructionField.of("custodian", FieldType.KEY)),
    AUTHORIZE(
            1,
            List.of("stake", "clock", "authority", "custodian"),
            InstructionField.of("newAuthority", FieldType.KEY),
            InstructionField.of("power", FieldType.AUTHORITY)),
    DELEGATE(2, List.of("stake", "vote", "clock", "stakeHistory", "stakeConfig", "staker")),
    SPLIT(3, List.of("stake", "into", "staker"), InstructionField.of("lamports", FieldType.UNSIGNED)),
    WITHDRAW(
            4,
            List.of("stake", "recipient", "clock", "stakeHistory", "withdrawer", "custodian"),
            InstructionField.of("lamports", FieldType.UNSIGNED)),
    DEACTIVATE(5, List.of("stake", "clock", "staker")),
    SET_LOCKUP(
            6,
            List.of("stake", "authority"),
            InstructionField.of("unixTimestamp", FieldType.OPTIONAL_SIGNED),
            InstructionField.of("epoch", FieldType.OPTIONAL_UNSIGNED),
            InstructionField.of("custodian", FieldType.OPTIONAL_KEY)),
    MERGE(7, List.of("destination", "source", "clock", "stakeHistory", "staker")),
    AUTHORIZE_WITH_SEED(
            8,
            List.of("stake", "base", "clock", "custodian"),
            InstructionField.of("newAuthority", FieldType.KEY),
            InstructionField.of("power", FieldType.AUTHORITY),
            InstructionField.of("seed", FieldType.SEED),
            InstructionField.of("owner", FieldType.KEY)),
    INITIALIZE_CHECKED(9, List.of("stake", "rent", "staker", "withdrawer")),
    AUTHORIZE_CHECKED(
            10,
            List.of("stake", "clock", "authority", "newAuthority", "custodian"),
            InstructionField.of("power", FieldType.AUTHORITY)),
    AUTHORIZE_CHECKED_WITH_SEED(
            11,
            List.of("stake", "base", "clock", "newAuthority", "custodian"),
            InstructionField.of("power", FieldType.AUTHORITY),
            InstructionField.of("seed", FieldType.SEED),
            InstructionField.of("owner", FieldType.KEY)),
    SET_LOCKUP_CHECKED(
            12,
            List.of("stake", "authority", "newCustodian"),
            InstructionField.of("unixTimestamp", FieldType.OPTIONAL_SIGNED),
            InstructionField.of("epoch", FieldType.OPTIONAL_UNSIGNED)),
    GET_MINIMUM_DELEGATION(13, List.of()),
    DEACTIVATE_DELINQUENT(14, List.of("stake", "delinquentVote", "referenceVote")),
    MOVE_STAKE(16, List.of("source", "destination", "staker"), InstructionField.of("lamports", FieldType.UNSIGNED)),
    MOVE_LAMPORTS(17, List.of("source", "destination", "staker"), InstructionField.of("lamports", FieldType.UNSIGNED));

    @SuppressWarnings("ImmutableEnumChecker") // Its lists are copies.
    private final InstructionShape shape;

    StakeInstruction(int discriminator, List<String> accounts, InstructionField... fields) {
        this.shape = new InstructionShape(discriminator, accounts, List.of(fields));
    }

    @Override
    public InstructionShape shape() {
        return shape;
    }
}
