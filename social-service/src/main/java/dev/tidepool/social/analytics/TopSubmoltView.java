package dev.tidepool.social.analytics;

import java.util.UUID;

/** A submolt in numbers. */
record TopSubmoltView(
        UUID id,
        String name,
        String displayName,
        long subscribers,
        long posts,
        long engagement,
        double avgSentiment,
        double avgEngagement) {

    static TopSubmoltView of(Ranked submolt) {
        Activity activity = submolt.activity();
        return new TopSubmoltView(
                submolt.id().value(),
                submolt.name(),
                submolt.displayName(),
                submolt.audience(),
                activity.posts(),
                activity.engagement(),
                activity.averageSentiment(),
                activity.averageEngagement());
    }
}
