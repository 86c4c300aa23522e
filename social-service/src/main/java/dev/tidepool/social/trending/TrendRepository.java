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
     * a word; the first ten of a post count.
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
                    SELECT DISTINCT lower(found[1]) AS tag
                    FROM regexp_matches(text, '(?:^|[^[:alnum:]_&#/])#([[:alpha:]][[:alnum:]_]{1,49})', 'g') found
                    LIMIT 10) tags
                GROUP BY tags.tag, hour),
            stored AS (
                INSERT INTO social.trends AS t (kind, subject, hour, weight)
                SELECT kind, subject, hour, weight FROM added ORDER BY kind, subject, hour
                ON CONFLICT (kind, subject, hour) DO UPDATE SET weight = t.weight + excluded.weight)
            SELECT count(*) FROM taken""".formatted(BATCH);

    private static final String FORGET = """
            DELETE FROM social.trends WHERE (kind, subject, hour) IN
                (SELECT kind, subject, hour FROM social.trends
                 WHERE kind IN ('post', 'submolt', 'tag', 'skill') AND hour < $1 LIMIT %d)""".formatted(BATCH);

    private static final String TOP = """
            SELECT subject, sum(weight)::int8 AS weight FROM social.trends
            WHERE kind = '%s' AND hour >= $1 GROUP BY subject HAVING sum(weight) > 0""";

    private static final String POSTS = """
            SELECT p.id, p.title, p.upvotes, p.downvotes, p.comment_count, p.created_at, a.name AS author_name,
                   s.name AS submolt_name, t.weight
            FROM (%s) t
            JOIN social.posts p ON p.id = t.subject::uuid AND p.is_listed
            JOIN social.agents a ON a.id = p.author_id
            JOIN social.submolts s ON s.id = p.submolt_id
            ORDER BY t.weight DESC, p.id DESC LIMIT $2""".formatted(TOP.formatted("post"));

    private static final String SUBMOLTS = """
            SELECT s.id, s.name, s.display_name, s.subscriber_count, t.weight
            FROM (%s) t JOIN social.submolts s ON s.id = t.subject::uuid
            ORDER BY t.weight DESC, s.id DESC LIMIT $2""".formatted(TOP.formatted("submolt"));

    private static final String SKILLS = """
            SELECT k.id, k.slug, k.display_name, k.summary, k.downloads, k.stars, t.weight
            FROM (%s) t JOIN social.skills k ON k.id = t.subject::uuid AND k.is_listed
            ORDER BY t.weight DESC, k.id DESC LIMIT $2""".formatted(TOP.formatted("skill"));

    private static final String TAGS = TOP.formatted("tag") + " ORDER BY weight DESC, subject LIMIT $2";

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

    /** Deletes a batch of hours before a time. True when there may be more. */
    Uni<Boolean> forget(Instant before) {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == BATCH);
    }

    Uni<List<TrendView.PostView>> posts(Instant since, int limit) {
        return list(
                POSTS,
                since,
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

    Uni<List<TrendView.SubmoltView>> submolts(Instant since, int limit) {
        return list(
                SUBMOLTS,
                since,
                limit,
                row -> new TrendView.SubmoltView(
                        row.getUUID("id"),
                        row.getString("name"),
                        row.getString("display_name"),
                        row.getInteger("subscriber_count"),
                        row.getLong("weight")));
    }

    Uni<List<TrendView.TagView>> tags(Instant since, int limit) {
        return list(TAGS, since, limit, row -> new TrendView.TagView(row.getString("subject"), row.getLong("weight")));
    }

    Uni<List<TrendView.TrendingSkillView>> skills(Instant since, int limit) {
        return list(
                SKILLS,
                since,
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

    private <T> Uni<List<T>> list(String sql, Instant since, int limit, Function<Row, T> mapping) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(since.atOffset(ZoneOffset.UTC), limit))
                .map(rows -> Rows.list(rows, mapping));
    }
}
