package dev.tidepool.social.analytics;

import java.time.Instant;

/** {@code {"agents":{"total","active","change24h"},"posts":{"total","change24h"},"metrics":{...},"alerts":{"unread"},"timestamp"}}. */
record OverviewView(AgentsView agents, PostsView posts, MetricsView metrics, AlertsView alerts, Instant timestamp) {

    /** @param change24h how many came within 24 hours */
    record AgentsView(long total, long active, long change24h) {}

    /** @param change24h how many came within 24 hours */
    record PostsView(long total, long change24h) {}

    /**
     * @param total posts whose mood is known
     * @param avgSentiment from -1 to 1
     * @param avgEngagement votes and comments a post
     */
    record MetricsView(long total, double avgSentiment, double avgEngagement) {}

    /** @param unread of the caller's organisation; up to 1,000 are counted */
    record AlertsView(int unread) {}

    static OverviewView of(Overview overview, int unreadAlerts, Instant now) {
        Activity all = overview.activity();
        return new OverviewView(
                new AgentsView(overview.agents(), overview.active(), overview.newAgents()),
                new PostsView(all.posts(), overview.newPosts()),
                new MetricsView(all.measured(), all.averageSentiment(), all.averageEngagement()),
                new AlertsView(unreadAlerts),
                now);
    }
}
