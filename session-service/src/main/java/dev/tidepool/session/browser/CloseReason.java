package dev.tidepool.session.browser;

import java.util.Locale;

/** Why a session's browser was closed. */
enum CloseReason {
    REQUESTED,
    /** Nobody used it. */
    IDLE,
    /** It was open for as long as one may be. */
    LIFETIME,
    SESSION_ENDED,
    /** Chromium, or the process of one of its pages, ended by itself. */
    CRASHED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
