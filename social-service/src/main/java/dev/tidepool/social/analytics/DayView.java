package dev.tidepool.social.analytics;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What was posted on a day.
 *
 * @param avgSentiment from -1 to 1
 * @param avgEngagement votes and comments that those posts have by now, a post
 */
record DayView(LocalDate date, long posts, double avgSentiment, double avgEngagement) {

    /** Every day of the window, also those on which nothing happened. */
    static List<DayView> all(AnalyticsWindow window, Map<LocalDate, Activity> days) {
        return window.first()
                .datesUntil(window.last().plusDays(1))
                .map(day -> of(day, days.getOrDefault(day, Activity.NONE)))
                .toList();
    }

    private static DayView of(LocalDate day, Activity activity) {
        return new DayView(day, activity.posts(), activity.averageSentiment(), activity.averageEngagement());
    }
}
