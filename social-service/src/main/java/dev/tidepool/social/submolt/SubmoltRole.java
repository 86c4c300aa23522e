package dev.tidepool.social.submolt;

import java.util.Locale;

/** What an agent is in a submolt, as stored. */
public enum SubmoltRole {
    OWNER,
    MODERATOR;

    /** The word on the wire and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SubmoltRole ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
