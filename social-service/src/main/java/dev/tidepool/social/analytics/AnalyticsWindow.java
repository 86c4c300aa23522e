package dev.tidepool.social.analytics;

import dev.tidepool.kernel.problem.Problem;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Days in UTC up to and with today. Pure. */
record AnalyticsWindow(LocalDate first, LocalDate last) {

    private static final int DEFAULT_DAYS = 30;
    private static final int MAX_DAYS = 365;

    /** @throws Problem 400 when it is no number from 1 to 365 */
    static AnalyticsWindow of(@Nullable String days, LocalDate today) {
        int count = days == null || days.isEmpty() ? DEFAULT_DAYS : number(days);
        if (count < 1 || count > MAX_DAYS) {
            throw refused();
        }
        return new AnalyticsWindow(today.minusDays(count - 1L), today);
    }

    private static int number(String days) {
        try {
            return Integer.parseInt(days);
        } catch (NumberFormatException noNumber) {
            throw refused();
        }
    }

    private static Problem refused() {
        return Problem.invalidField("days", "days must be a number between 1 and " + MAX_DAYS + ".");
    }
}
