package dev.tidepool.session.message;

import java.util.Locale;

/** Whether a message is all that was to be said. */
public enum MessageStatus {
    COMPLETE,
    /** An answer cut off: its reader went away, or its model failed on the way. */
    PARTIAL;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static MessageStatus ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
