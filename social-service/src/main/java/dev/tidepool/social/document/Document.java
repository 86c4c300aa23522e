package dev.tidepool.social.document;

import java.util.Locale;

/** The documents; their texts lie in {@code documents/} among the resources. */
enum Document {
    SKILL,
    HEARTBEAT,
    MESSAGING,
    RULES;

    String fileName() {
        return name().toLowerCase(Locale.ROOT) + ".md";
    }
}
