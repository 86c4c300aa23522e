package dev.tidepool.staking.solana;

import java.util.List;
import java.util.Optional;

/** The programs whose instructions this service reads by name. */
enum Program {
    SYSTEM(SystemProgram.ID, "system", Integer.BYTES, SystemInstruction.values()),
    STAKE(StakeProgram.ID, "stake", Integer.BYTES, StakeInstruction.values()),
    COMPUTE_BUDGET(ComputeBudgetProgram.ID, "computeBudget", Byte.BYTES, ComputeBudgetInstruction.values()),
    STAKE_POOL(StakePoolProgram.ID, "stakePool", Byte.BYTES, StakePoolInstruction.values()),
    ASSOCIATED_TOKEN(AssociatedTokenProgram.ID, "associatedToken", Byte.BYTES, AssociatedTokenInstruction.values());

    @SuppressWarnings("ImmutableEnumChecker") // Its bytes are never given away.
    private final PublicKey id;

    private final String label;
    private final int discriminatorLength;

    @SuppressWarnings("ImmutableEnumChecker") // A copy, of enums.
    private final List<InstructionKind> kinds;

    Program(PublicKey id, String label, int discriminatorLength, InstructionKind[] kinds) {
        this.id = id;
        this.label = label;
        this.discriminatorLength = discriminatorLength;
        this.kinds = List.of(kinds);
    }

    static Optional<Program> of(PublicKey id) {
        for (Program program : values()) {
            if (program.id.equals(id)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    String label() {
        return label;
    }

    /** Which of its instructions it is; MalformedBytesException when it is none. */
    InstructionKind kind(ByteReader in) {
        long discriminator = discriminatorLength == Byte.BYTES ? in.u8() : in.u32();
        for (InstructionKind kind : kinds) {
            if (kind.discriminator() == discriminator) {
                return kind;
            }
        }
        throw new MalformedBytesException("no instruction " + discriminator);
    }
}
