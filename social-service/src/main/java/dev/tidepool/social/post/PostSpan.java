package dev.tidepool.social.post;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The stretch of time that a list covers. It ends when the list's first page was read: cursors carry that instant, so that
 * every page ranks the same posts as of the same time. Pure.
 */
record PostSpan(Instant end, Duration length) {

    PostSpan {
        end = end.truncatedTo(ChronoUnit.MICROS);
    }

    /** Posts written then or earlier are not in the list. */
    Instant start() {
        return end.minus(length);
    }

    /** Its end as the field of a cursor. */
    String endText() {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, end), Character.MAX_RADIX);
    }

    static Instant endOf(String text) {
        return Instant.EPOCH.plus(Long.parseLong(text, Character.MAX_RADIX), ChronoUnit.MICROS);
    }
}
