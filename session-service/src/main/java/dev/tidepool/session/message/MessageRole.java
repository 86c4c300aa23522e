package dev.tidepool.session.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who speaks. */
public enum MessageRole {
    SYSTEM,
    USER,
    ASSISTANT,
    TOOL;

    /** The name on the wire: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of this name, or empty if it is none. */
    public static Optional<MessageRole> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(name))
                .findFirst();
    }
}
