package dev.tidepool.session.task;

import dev.tidepool.kernel.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/** How much a task matters: points, to which each minute of waiting adds one, so that none waits for ever. */
public enum TaskPriority {
    CRITICAL(1000),
    HIGH(500),
    NORMAL(100),
    LOW(10);

    private final int points;

    TaskPriority(int points) {
        this.points = points;
    }

    /** Its place in the queue: a task of lower rank runs first. Waiting adds the same to all, so it need not be counted. */
    Instant rank(Instant runAt) {
        return runAt.minus(Duration.ofMinutes(points));
    }

    /** The name on the wire: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem 400 when there is no such priority */
    public static TaskPriority ofWireName(String name) {
        return Arrays.stream(values())
                .filter(priority -> priority.wireName().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> Problem.invalidField("priority", "priority must be one of critical, high, normal, low."));
    }
}
