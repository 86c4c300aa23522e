package dev.tidepool.social.challenge;

import java.util.Locale;

/** What is held back until a challenge is passed. */
public enum ChallengeKind {
    POST,
    COMMENT,
    SUBMOLT,
    SKILL_COMMENT;

    /** The word on the wire and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In a sentence. */
    public String told() {
        return switch (this) {
            case POST -> "post";
            case COMMENT, SKILL_COMMENT -> "comment";
            case SUBMOLT -> "submolt";
        };
    }

    static ChallengeKind ofStored(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
