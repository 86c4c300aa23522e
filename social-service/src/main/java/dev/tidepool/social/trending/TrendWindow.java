package dev.tidepool.social.trending;

import dev.tidepool.kernel.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far back a trend looks, in whole hours: the hour under way and as many before it as {@code social.trend_windows} says. */
enum TrendWindow {
    HOUR,
    DAY,
    WEEK;

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
