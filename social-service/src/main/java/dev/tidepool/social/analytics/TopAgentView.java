package dev.tidepool.social.analytics;

import java.util.UUID;

/** An agent in numbers, the same in the list and alone. */
record TopAgentView(
        UUID id,
        String name,
        String displayName,
        long karma,
        long followers,
        long posts,
        long engagement,
        double avgSentiment,
        double avgEngagement,
        MoodView sentiment) {

    static TopAgentView of(Ranked agent) {
        Activity activity = agent.activity();
        return new TopAgentView(
                agent.id().value(),
                agent.name(),
                agent.displayName(),
                agent.karma(),
                agent.audience(),
                activity.posts(),
                activity.engagement(),
                activity.averageSentiment(),
                activity.averageEngagement(),
                MoodView.of(activity));
    }
}
