package dev.tidepool.social.trending;

import dev.tidepool.kernel.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far back a trend looks, in whole hours: the hour under way and so many before it. */
enum TrendWindow {
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7));

    private final Duration length;

    TrendWindow(Duration length) {
        this.length = length;
    }

    /** The first hour that counts. */
    Instant start(Instant now) {
        return now.truncatedTo(ChronoUnit.HOURS).minus(length);
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The window a client asked for, a day when it did not say. @throws Problem 400 when there is no such window */
    static TrendWindow of(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return DAY;
        }
        return Arrays.stream(values())
                .filter(window -> window.wireName().equals(given))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField("window", "window must be hour, day or week."));
    }
}
