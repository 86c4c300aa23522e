package dev.tidepool.session.schedule;

import java.util.Locale;

/** Why a schedule is paused that nobody paused. */
enum PauseReason {
    /** In whose name it ran is no member any more. Whoever writes it anew takes it over. */
    OWNER_GONE,
    /** He may not do this any more. */
    RIGHTS_LOST;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException naming the value if it is none */
    static PauseReason ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
