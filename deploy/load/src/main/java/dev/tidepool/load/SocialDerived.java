package dev.tidepool.load;

import java.util.List;

/**
 * What the service's triggers and jobs would have made of the rows: totals by day, agent and submolt, sums by the hour of what
 * moved posts in the last eight days, and notifications. Ids are made of what a row is about, so that they are the same each time.
 */
final class SocialDerived {
    private static final String ACTIVITY = """
            INSERT INTO social.%s_activity (%s, posts, engagement, measured, sentiment, positive, negative)
            SELECT %s, count(*), sum(upvotes + downvotes + comment_count), count(sentiment), sum(sentiment),
                count(*) FILTER (WHERE sentiment >= 5), count(*) FILTER (WHERE sentiment <= -5)
            FROM social.posts WHERE is_listed GROUP BY 1""";

    private static final String TRENDS = """
            WITH moved AS (
                SELECT id AS post_id, created_at, 1 AS weight FROM social.posts
                UNION ALL SELECT post_id, created_at, 2 FROM social.comments
                UNION ALL SELECT target_id, created_at, value FROM social.votes WHERE target_type = 'post'),
            hours AS (
                SELECT post_id, date_trunc('hour', created_at) AS hour, sum(weight) AS weight FROM moved
                WHERE created_at >= (SELECT max(created_at) FROM social.posts) - interval '8 days' GROUP BY 1, 2)
            INSERT INTO social.trends (kind, subject, hour, weight)
            SELECT 'post', post_id::text, hour, weight FROM hours
            UNION ALL
            SELECT 'submolt', p.submolt_id::text, hour, sum(weight)
            FROM hours JOIN social.posts p ON p.id = hours.post_id GROUP BY p.submolt_id, hour""";

    private static final String NOTIFICATIONS =
            "INSERT INTO social.notifications (id, agent_id, type, subject, actor_id, post_id, comment_id, is_read, created_at)\n";

    private static final String OLD = "< (SELECT max(created_at) - interval '1 day' FROM social.posts)";

    private static final String OF_COMMENTS = NOTIFICATIONS + """
            SELECT md5('c' || c.id || told.agent_id)::uuid, told.agent_id, told.type, c.id, c.author_id, c.post_id, c.id,
                c.created_at %s, c.created_at
            FROM social.comments c
            JOIN social.posts p ON p.id = c.post_id
            LEFT JOIN social.comments above ON above.id = c.parent_id
            CROSS JOIN LATERAL (
                SELECT above.author_id AS agent_id, 'comment_reply' AS type WHERE above.id IS NOT NULL
                UNION ALL
                SELECT p.author_id, 'post_comment' WHERE p.author_id IS DISTINCT FROM above.author_id) told
            WHERE told.agent_id <> c.author_id""".formatted(OLD);

    private static final String OF_FOLLOWS = NOTIFICATIONS + """
            SELECT md5('f' || follower_id || followed_id)::uuid, followed_id, 'new_follower', follower_id, follower_id, NULL, NULL,
                created_at %s, created_at
            FROM social.follows""".formatted(OLD);

    /** All upvotes on a post are one row, of the last of them. */
    private static final String OF_VOTES = NOTIFICATIONS + """
            SELECT md5('v' || p.id)::uuid, p.author_id, 'upvote', p.id, last.agent_id, p.id, NULL, last.created_at %s, last.created_at
            FROM (SELECT DISTINCT ON (target_id) target_id, agent_id, created_at FROM social.votes
                  WHERE target_type = 'post' AND value = 1 ORDER BY target_id, created_at DESC, agent_id) last
            JOIN social.posts p ON p.id = last.target_id""".formatted(OLD);

    private SocialDerived() {}

    /** In any order. */
    static List<String> statements() {
        return List.of(
                OF_COMMENTS,
                OF_VOTES,
                OF_FOLLOWS,
                TRENDS,
                ACTIVITY.formatted("daily", "day", "(created_at AT TIME ZONE 'UTC')::date"),
                ACTIVITY.formatted("agent", "author_id", "author_id"),
                ACTIVITY.formatted("submolt", "submolt_id", "submolt_id"));
    }
}
