package dev.tidepool.social.analytics;

import io.vertx.mutiny.sqlclient.Row;

/**
 * What was counted of some posts.
 *
 * @param engagement votes and comments on them
 * @param measured of how many the mood is known
 * @param sentiment their moods added up, in hundredths
 * @param positive how many are in a good mood
 * @param negative how many are in a bad one
 */
record Activity(long posts, long engagement, long measured, long sentiment, long positive, long negative) {

    static final Activity NONE = new Activity(0, 0, 0, 0, 0, 0);

    /** Columns of that name. */
    static Activity of(Row row) {
        return new Activity(
                row.getLong("posts"),
                row.getLong("engagement"),
                row.getLong("measured"),
                row.getLong("sentiment"),
                row.getLong("positive"),
                row.getLong("negative"));
    }

    /** From -1 to 1; 0 when nothing was measured. */
    double averageSentiment() {
        return measured == 0 ? 0 : thousandths(sentiment / 100.0 / measured);
    }

    /** Votes and comments a post; 0 when there is none. */
    double averageEngagement() {
        return posts == 0 ? 0 : thousandths((double) engagement / posts);
    }

    long neutral() {
        return measured - positive - negative;
    }

    private static double thousandths(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
