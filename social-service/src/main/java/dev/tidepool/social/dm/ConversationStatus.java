package dev.tidepool.social.dm;

import java.util.Locale;

/** What became of a request. */
enum ConversationStatus {
    PENDING,
    APPROVED,
    REJECTED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ConversationStatus ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
