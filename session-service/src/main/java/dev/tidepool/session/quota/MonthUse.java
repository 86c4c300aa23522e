package dev.tidepool.session.quota;

/**
 * What an organisation has of this month. Deleting a session takes it and its messages out of the count.
 *
 * @param sessions begun since the month began
 * @param messages stored since the month began
 * @param active sessions that are active now, whenever they began
 */
record MonthUse(long sessions, long messages, long active) {

    MonthUse {
        if (sessions < 0 || messages < 0 || active < 0) {
            throw new IllegalArgumentException(
                    "counts must not be negative: " + sessions + ", " + messages + ", " + active);
        }
    }
}
