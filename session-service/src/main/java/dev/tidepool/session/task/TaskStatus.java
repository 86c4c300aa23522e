package dev.tidepool.session.task;

import dev.tidepool.kernel.problem.Problem;
import java.util.Arrays;
import java.util.Locale;

/** Where a task is in its life. */
public enum TaskStatus {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    public boolean hasEnded() {
        return switch (this) {
            case QUEUED, RUNNING -> false;
            case SUCCEEDED, FAILED, CANCELLED -> true;
        };
    }

    /** The name on the wire: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem 400 when there is no such status */
    static TaskStatus ofWireName(String name) {
        return Arrays.stream(values())
                .filter(status -> status.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField(
                        "status", "status must be one of queued, running, succeeded, failed, cancelled."));
    }
}
