package dev.tidepool.social.post;

import dev.tidepool.kernel.problem.Problem;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far back the order {@code top} looks. */
public enum PostWindow {
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7)),
    MONTH(Duration.ofDays(30)),
    YEAR(Duration.ofDays(365)),
    ALL(Duration.ZERO);

    private final Duration length;

    PostWindow(Duration length) {
        this.length = length;
    }

    /** Empty: as far as there are posts. */
    public Optional<Duration> length() {
        return Optional.of(length).filter(Duration::isPositive);
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The window a client asked for, all when it did not say. @throws Problem 400 when there is no such window */
    public static PostWindow of(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return ALL;
        }
        return Arrays.stream(values())
                .filter(window -> window.wireName().equals(given))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField("t", "t must be hour, day, week, month, year or all."));
    }
}
