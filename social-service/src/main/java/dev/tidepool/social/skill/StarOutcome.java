package dev.tidepool.social.skill;

import java.util.Locale;

/** What a request to star or to stop did. */
public enum StarOutcome {
    STARRED(1),
    ALREADY_STARRED(0),
    UNSTARRED(-1),
    NOT_STARRED(0);

    private final int change;

    StarOutcome(int change) {
        this.change = change;
    }

    /** Of the number of stars. */
    public int change() {
        return change;
    }

    /** The word on the wire. */
    String action() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isStarred() {
        return this == STARRED || this == ALREADY_STARRED;
    }
}
