package dev.tidepool.session.session;

import dev.tidepool.kernel.problem.Problem;
import java.util.Arrays;
import java.util.Locale;

/** The name of a session's state, in JSON and in the database. */
public enum SessionStatus {
    ACTIVE,
    IDLE,
    CLOSED,
    EXPIRED;

    /** The name on the wire: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem 400 if it is no status */
    static SessionStatus ofWireName(String name) {
        return Arrays.stream(values())
                .filter(status -> status.wireName().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> Problem.invalidField("status", "status must be one of active, idle, closed, expired."));
    }
}
