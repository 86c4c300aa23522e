package dev.tidepool.staking.solana;

import java.util.Locale;
import java.util.Optional;

/** One field of an instruction's data: its name and how it is written. */
record InstructionField(String name, FieldType type) {

    enum FieldType {
        SHORT_UNSIGNED,
        UNSIGNED,
        SIGNED,
        KEY,
        SEED,
        AUTHORITY,
        OPTIONAL_SIGNED,
        OPTIONAL_UNSIGNED,
        OPTIONAL_KEY
    }

    static InstructionField of(String name, FieldType type) {
        return new InstructionField(name, type);
    }

    /** As people read it; empty where an optional one is not there. */
    Optional<String> read(ByteReader in) {
        return switch (type) {
            case SHORT_UNSIGNED -> Optional.of(Long.toString(in.u32()));
            case UNSIGNED -> Optional.of(Long.toUnsignedString(in.u64()));
            case SIGNED -> Optional.of(Long.toString(in.u64()));
            case KEY -> Optional.of(in.key().toString());
            case SEED -> Optional.of(in.text());
            case AUTHORITY -> Optional.of(StakeAuthority.of(in.u32()).name().toLowerCase(Locale.ROOT));
            case OPTIONAL_SIGNED -> in.flag() ? Optional.of(Long.toString(in.u64())) : Optional.empty();
            case OPTIONAL_UNSIGNED -> in.flag() ? Optional.of(Long.toUnsignedString(in.u64())) : Optional.empty();
            case OPTIONAL_KEY -> in.flag() ? Optional.of(in.key().toString()) : Optional.empty();
        };
    }
}
