package dev.tidepool.load;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts again, of samples, what the rows of a filled site say of each other. */
final class SocialCheck {
    private static final String SETTINGS = "SET work_mem = '128MB'";

    /** One in 256, by the end of the id, and those with the most. */
    private static final String SAMPLED = "(right(%1$s.id::text, 2) = 'a7' OR %1$s.id IN (SELECT id FROM social.%2$s"
            + " ORDER BY %3$s DESC LIMIT 20))";

    private static final Map<String, String> WRONG = wrong();

    private SocialCheck() {}

    private static Map<String, String> wrong() {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("votes on posts", votes("posts", "post"));
        wrong.put("votes on comments", votes("comments", "comment"));
        wrong.put(
                "comments of posts",
                counts("posts", "comment_count", "social.comments", "c.post_id", "AND NOT c.is_deleted"));
        wrong.put(
                "posts of agents",
                counts("agents", "posts_count", "social.posts", "c.author_id", "AND NOT c.is_deleted"));
        wrong.put(
                "comments of agents",
                counts("agents", "comments_count", "social.comments", "c.author_id", "AND NOT c.is_deleted"));
        wrong.put("followers", counts("agents", "follower_count", "social.follows", "c.followed_id", ""));
        wrong.put("followed", counts("agents", "following_count", "social.follows", "c.follower_id", ""));
        wrong.put(
                "posts of submolts",
                counts("submolts", "post_count", "social.posts", "c.submolt_id", "AND NOT c.is_deleted"));
        wrong.put("subscribers", counts("submolts", "subscriber_count", "social.subscriptions", "c.submolt_id", ""));
        wrong.put(
                "replies",
                counts(
                        "comments",
                        "reply_count",
                        "social.comments",
                        "c.parent_id",
                        "AND (NOT c.is_deleted OR c.reply_count > 0)"));
        wrong.put("karma", """
                SELECT count(*) FROM social.agents a LEFT JOIN (
                    SELECT author_id, sum(score) AS karma FROM (
                        SELECT author_id, score FROM social.posts UNION ALL SELECT author_id, score FROM social.comments) of
                    GROUP BY 1) c ON c.author_id = a.id
                WHERE a.karma <> coalesce(c.karma, 0)""");
        wrong.put("depths", """
                SELECT count(*) FROM social.comments c JOIN social.comments above ON above.id = c.parent_id
                WHERE c.depth <> above.depth + 1 OR c.root_id <> above.root_id OR c.post_id <> above.post_id
                   OR c.created_at < above.created_at""");
        wrong.put("words of posts", """
                SELECT count(*) FROM social.posts p JOIN social.texts t ON t.id = p.id
                WHERE right(p.id::text, 2) = 'a7' AND (t.kind <> 'post' OR t.document <>
                    setweight(to_tsvector('english', p.title), 'A')
                    || setweight(to_tsvector('english', coalesce(p.content, '')), 'B'))""");
        wrong.put("words of comments", """
                SELECT count(*) FROM social.comments c JOIN social.texts t ON t.id = c.id
                WHERE right(c.id::text, 2) = 'a7'
                  AND (t.kind <> 'comment' OR t.document <> setweight(to_tsvector('english', c.content), 'B'))""");
        wrong.put(
                "texts",
                "SELECT abs((SELECT count(*) FROM social.texts) - (SELECT count(*) FROM social.posts)"
                        + " - (SELECT count(*) FROM social.comments))");
        wrong.put("totals of all days", """
                SELECT abs((SELECT sum(engagement) FROM social.daily_activity)
                    - (SELECT sum(upvotes + downvotes + comment_count) FROM social.posts WHERE is_listed))""");
        wrong.put("votes by authors", """
                SELECT count(*) FROM social.votes v JOIN social.posts p ON p.id = v.target_id AND p.author_id = v.agent_id""");
        return wrong;
    }

    private static String votes(String table, String kind) {
        return """
                SELECT count(*) FROM social.%1$s p LEFT JOIN (
                    SELECT target_id, count(*) FILTER (WHERE value = 1) AS up, count(*) FILTER (WHERE value = -1) AS down
                    FROM social.votes WHERE target_type = '%2$s' GROUP BY 1) v ON v.target_id = p.id
                WHERE %3$s AND (p.upvotes, p.downvotes) <> (coalesce(v.up, 0), coalesce(v.down, 0))""".formatted(table, kind, SAMPLED.formatted("p", table, "score"));
    }

    private static String counts(String table, String column, String counted, String of, String condition) {
        return """
                SELECT count(*) FROM social.%1$s p LEFT JOIN (
                    SELECT %4$s AS of, count(*) AS counted FROM %3$s c WHERE true %5$s GROUP BY 1) c ON c.of = p.id
                WHERE %6$s AND p.%2$s <> coalesce(c.counted, 0)""".formatted(table, column, counted, of, condition, SAMPLED.formatted("p", table, column));
    }

    /** @throws IllegalStateException naming everything that is not as it should be */
    static void require(Connection database) throws SQLException {
        Map<String, Long> found = new LinkedHashMap<>();
        try (Statement statement = database.createStatement()) {
            statement.execute(SETTINGS);
            for (Map.Entry<String, String> each : WRONG.entrySet()) {
                try (ResultSet rows = statement.executeQuery(each.getValue())) {
                    rows.next();
                    if (rows.getLong(1) != 0) {
                        found.put(each.getKey(), rows.getLong(1));
                    }
                }
            }
        }
        if (!found.isEmpty()) {
            throw new IllegalStateException("the site is not what the service would have written: " + found);
        }
    }
}
