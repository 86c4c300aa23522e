package dev.tidepool.social.submolt;

import java.util.Locale;

/** What a request about a moderator did. */
enum ModeratorOutcome {
    ADDED,
    ALREADY_MODERATOR,
    REMOVED,
    NOT_MODERATOR;

    /** The word on the wire. */
    String action() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isChange() {
        return this == ADDED || this == REMOVED;
    }
}
