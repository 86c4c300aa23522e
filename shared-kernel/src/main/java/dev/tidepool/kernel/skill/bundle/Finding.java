package dev.tidepool.kernel.skill.bundle;

import java.util.Locale;

/**
 * Something in a skill that an owner should have seen before it is used.
 *
 * @param line from 1; 0 for the file as a whole
 * @param detail what it is, never the secret itself
 */
public record Finding(Concern concern, String file, int line, String detail) {

    /** What it is about. */
    public enum Concern {
        SECRET,
        HIDDEN_INSTRUCTIONS,
        NETWORK,
        SHELL,
        BINARY;

        /** The name on the wire: lower case. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Concern ofWireName(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }
}
