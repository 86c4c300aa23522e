package dev.tidepool.social.challenge;

import java.util.Locale;

/** What is held back until a challenge is passed. */
public enum ChallengeKind {
    POST,
    COMMENT,
    SUBMOLT;

    /** The word on the wire and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ChallengeKind ofStored(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
