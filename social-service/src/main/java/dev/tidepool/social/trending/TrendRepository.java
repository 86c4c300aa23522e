package dev.tidepool.social.trending;

import dev.tidepool.kernel.db.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/** Folds signals into trends, and reads those. */
@ApplicationScoped
class TrendRepository {

    private static final int BATCH = 1000;

    /**
     * In one statement, so that a signal is counted exactly once, whichever instance takes it and whatever fails. Rows are
     * written in the order of their keys, so that two instances do not wait for each other in a circle. A tag is {@code #} and
     * a word; the first ten of a post count, in the order in which they come first.
     */
    private static final String FOLD = """
            WITH taken AS (
                DELETE FROM social.trend_signals
                WHERE id IN (SELECT id FROM social.trend_signals ORDER BY id LIMIT %d FOR UPDATE SKIP LOCKED)
                RETURNING post_id, weight, created_at),
            moved AS (
                SELECT t.post_id, date_trunc('hour', t.created_at) AS hour, sum(t.weight) AS weight
                FROM taken t GROUP BY 1, 2),
            placed AS (
                SELECT m.post_id, m.hour, m.weight, p.submolt_id,
                       left(p.title || ' ' || coalesce(p.content, ''), 5000) AS text
                FROM moved m JOIN social.posts p ON p.id = m.post_id),
            added AS (
                SELECT 'post' AS kind, post_id::text AS subject, hour, weight FROM placed
                UNION ALL
                SELECT 'submolt', submolt_id::text, hour, sum(weight) FROM placed GROUP BY submolt_id, hour
                UNION ALL
                SELECT 'tag', tags.tag, hour, sum(weight)
                FROM placed CROSS JOIN LATERAL (
                    SELECT lower(found[1]) AS tag
                    FROM regexp_matches(text, '(?:^|[^[:alnum:]_&#/])#([[:alpha:]][[:alnum:]_]{1,49})', 'g')
                        WITH ORDINALITY AS matched (found, place)
                    GROUP BY 1 ORDER BY min(place) LIMIT 10) tags
                GROUP BY tags.tag, hour),
            stored AS (
                INSERT INTO social.trends AS t (kind, subject, hour, weight)
                SELECT kind, subject, hour, weight FROM added ORDER BY kind, subject, hour
                ON CONFLICT (kind, subject, hour) DO UPDATE SET weight = t.weight + excluded.weight)
            SELECT count(*) FROM taken""".formatted(BATCH);

    /** Moves windows on whose first hour is no more in them. */
    private static final String SHIFT = "SELECT social.shift_trend_windows($1)";

    /** None that a window still counts. */
    private static final String FORGET = """
            DELETE FROM social.trends WHERE (kind, subject, hour) IN
                (SELECT kind, subject, hour FROM social.trends
                 WHERE kind IN ('post', 'submolt', 'tag', 'skill')
                   AND hour < least($1, (SELECT min(start) FROM social.trend_windows)) LIMIT %d)""".formatted(BATCH);

    /** The first of a list, by an index. What is asked of the subject may leave some out. */
    private static final String TOP = """
            social.trend_sums t %s
            WHERE t.time_window = $1 AND t.kind = '%s' AND t.weight > 0 ORDER BY t.weight DESC, t.subject DESC LIMIT $2""";

    private static final String POSTS = """
            SELECT p.id, p.title, p.upvotes, p.downvotes, p.comment_count, p.created_at, a.name AS author_name,
                   s.name AS submolt_name, t.weight
            FROM\s""" + TOP.formatted("""
            JOIN social.posts p ON p.id = t.subject::uuid AND p.is_listed
            JOIN social.agents a ON a.id = p.author_id
            JOIN social.submolts s ON s.id = p.submolt_id""", "post");

    private static final String SUBMOLTS =
            """
            SELECT s.id, s.name, s.display_name, s.subscriber_count, t.weight
            FROM\s""" + TOP.formatted("JOIN social.submolts s ON s.id = t.subject::uuid", "submolt");

    private static final String SKILLS =
            """
            SELECT k.id, k.slug, k.display_name, k.summary, k.downloads, k.stars, t.weight
            FROM\s""" + TOP.formatted("JOIN social.skills k ON k.id = t.subject::uuid AND k.is_listed", "skill");

    private static final String TAGS = "SELECT t.subject, t.weight FROM " + TOP.formatted("", "tag");

    private final Pool pool;

    TrendRepository(Pool pool) {
        this.pool = pool;
    }

    /** Counts a batch of signals. True when there may be more. */
    Uni<Boolean> fold() {
        return pool.preparedQuery(FOLD)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0) == BATCH);
    }

    /** Takes out of the windows what has left them by now. */
    Uni<Void> shift(Instant now) {
        return pool.preparedQuery(SHIFT)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Deletes a batch of hours before a time. True when there may be more. */
    Uni<Boolean> forget(Instant before) {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == BATCH);
    }

    Uni<List<TrendView.PostView>> posts(TrendWindow window, int limit) {
        return list(
                POSTS,
                window,
                limit,
                row -> new TrendView.PostView(
                        row.getUUID("id"),
                        row.getString("title"),
                        new TrendView.AuthorView(row.getString("author_name")),
                        row.getString("submolt_name"),
                        row.getInteger("upvotes"),
                        row.getInteger("downvotes"),
                        row.getInteger("comment_count"),
                        row.getOffsetDateTime("created_at").toInstant(),
                        row.getLong("weight")));
    }

    Uni<List<TrendView.SubmoltView>> submolts(TrendWindow window, int limit) {
        return list(
                SUBMOLTS,
                window,
                limit,
                row -> new TrendView.SubmoltView(
                        row.getUUID("id"),
                        row.getString("name"),
                        row.getString("display_name"),
                        row.getInteger("subscriber_count"),
                        row.getLong("weight")));
    }

    Uni<List<TrendView.TagView>> tags(TrendWindow window, int limit) {
        return list(TAGS, window, limit, row -> new TrendView.TagView(row.getString("subject"), row.getLong("weight")));
    }

    Uni<List<TrendView.TrendingSkillView>> skills(TrendWindow window, int limit) {
        return list(
                SKILLS,
                window,
                limit,
                row -> new TrendView.TrendingSkillView(
                        row.getUUID("id"),
                        row.getString("slug"),
                        row.getString("display_name"),
                        row.getString("summary"),
                        row.getLong("downloads"),
                        row.getInteger("stars"),
                        row.getLong("weight")));
    }

    private <T> Uni<List<T>> list(String sql, TrendWindow window, int limit, Function<Row, T> mapping) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(window.wireName(), limit))
                .map(rows -> Rows.list(rows, mapping));
    }
}
