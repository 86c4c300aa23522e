package dev.tidepool.staking.solana;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One of the instructions of a known program; an enum for each program lists them. */
interface InstructionKind {

    InstructionShape shape();

    String name();

    default int discriminator() {
        return shape().discriminator();
    }

    /** The name in camel case, as client libraries have it. */
    default String label() {
        StringBuilder label = new StringBuilder();
        for (String word : name().toLowerCase(Locale.ROOT).split("_", -1)) {
            label.append(label.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return label.toString();
    }

    /** The fields that are there, by name. */
    default Map<String, String> fields(ByteReader in) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (InstructionField field : shape().fields()) {
            field.read(in).ifPresent(value -> fields.put(field.name(), value));
        }
        return fields;
    }
}
