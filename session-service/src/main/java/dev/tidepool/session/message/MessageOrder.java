package dev.tidepool.session.message;

import dev.tidepool.kernel.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Which way a history is read. */
enum MessageOrder {
    OLDEST_FIRST("asc", 0),
    NEWEST_FIRST("desc", Long.MAX_VALUE);

    private final String wireName;
    private final long start;

    MessageOrder(String wireName, long start) {
        this.wireName = wireName;
        this.start = start;
    }

    /** @throws Problem 400 if it is neither */
    static MessageOrder ofWireName(@Nullable String name) {
        if (name == null || name.equals(OLDEST_FIRST.wireName)) {
            return OLDEST_FIRST;
        }
        if (name.equals(NEWEST_FIRST.wireName)) {
            return NEWEST_FIRST;
        }
        throw Problem.invalidField("order", "order must be asc or desc.");
    }

    String wireName() {
        return wireName;
    }

    /** A sequence number before the first message of this order. */
    long start() {
        return start;
    }
}
