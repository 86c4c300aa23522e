package dev.tidepool.social.analytics;

/**
 * How many posts are in which mood.
 *
 * @param total whose mood is known
 * @param avgSentiment from -1 to 1
 */
record MoodView(long positive, long neutral, long negative, long total, double avgSentiment) {

    static MoodView of(Activity activity) {
        return new MoodView(
                activity.positive(),
                activity.neutral(),
                activity.negative(),
                activity.measured(),
                activity.averageSentiment());
    }
}
