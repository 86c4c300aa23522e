package dev.tidepool.social.post;

import java.util.Optional;

/**
 * Where a list's posts come from: a condition on {@code posts}, met once, or once for each row of another table. Pure.
 *
 * @param condition what the posts meet
 * @param each the table {@code f} and its condition, when the posts are sought for each of its rows
 * @param isLong whether that may be any number of posts: an author writes only so many
 */
record PostSource(String condition, Optional<Each> each, boolean isLong) {

    /** @param table its rows are called {@code f} in the conditions */
    record Each(String table, String condition) {}

    static PostSource of(String condition) {
        return new PostSource(condition, Optional.empty(), false);
    }

    static PostSource ofLong(String condition) {
        return new PostSource(condition, Optional.empty(), true);
    }

    static PostSource ofFollowed(String reader) {
        return new PostSource(
                "is_listed AND author_id = f.followed_id",
                Optional.of(new Each("social.follows f", "f.follower_id = " + reader)),
                false);
    }

    static PostSource ofSubscribed(String reader) {
        return new PostSource(
                "is_listed AND submolt_id = f.submolt_id",
                Optional.of(new Each("social.subscriptions f", "f.agent_id = " + reader)),
                true);
    }

    /** Those of the posts that are of followed agents or in subscribed submolts. */
    static PostSource ofThoseFollowed(String reader, String posts) {
        return of("""
                is_listed AND id = ANY(%2$s::uuid[])
                AND (EXISTS (SELECT FROM social.follows f WHERE f.follower_id = %1$s AND f.followed_id = author_id)
                  OR EXISTS (SELECT FROM social.subscriptions s WHERE s.agent_id = %1$s AND s.submolt_id = posts.submolt_id))""".formatted(reader, posts));
    }

    static PostSource ofLargeFollowed(String reader) {
        return new PostSource(
                "is_listed AND author_id = f.followed_id",
                Optional.of(new Each(
                        "(social.large_sources l JOIN social.follows f ON f.followed_id = l.id)",
                        "f.follower_id = " + reader)),
                false);
    }

    static PostSource ofLargeSubscribed(String reader) {
        return new PostSource(
                "is_listed AND submolt_id = f.submolt_id",
                Optional.of(new Each(
                        "(social.large_sources l JOIN social.subscriptions f ON f.submolt_id = l.id)",
                        "f.agent_id = " + reader)),
                true);
    }

    /**
     * The same posts sought day by day: of a long source the best of each day are found at once, where its best of a stretch of
     * time may be beyond any number of better ones of other times.
     *
     * @param end the last of the days, in UTC, is the one in which this parameter is
     * @param days how many there are before that one; in the text, so that PostgreSQL knows it when it plans
     */
    PostSource byDay(String end, long days) {
        if (!isLong) {
            return this;
        }
        String span = "SELECT (%s::timestamptz AT TIME ZONE 'UTC')::date - ago AS day FROM generate_series(0, %d) ago"
                .formatted(end, days);
        Each ofDays = each.map(of -> new Each(
                        "(SELECT f.*, d.day FROM %s CROSS JOIN (%s) d) f".formatted(of.table(), span), of.condition()))
                .orElseGet(() -> new Each("(" + span + ") f", "true"));
        return new PostSource(
                condition + " AND (created_at AT TIME ZONE 'UTC')::date = f.day", Optional.of(ofDays), true);
    }

    /**
     * The rows that a query of posts finds with this condition.
     *
     * @param found the query, which may speak of {@code f}
     */
    String rows(String found) {
        return each.map(of -> "SELECT k.* FROM %s CROSS JOIN LATERAL (%s) k WHERE %s"
                        .formatted(of.table(), found, of.condition()))
                .orElse(found);
    }

    /**
     * The same when only the best of all are wanted: if a source's own best is not among so many bests, then so many others
     * are better than anything it has. So one row of each is read, and more only of those.
     *
     * @param best the query for the one best
     * @param order of {@code k}
     * @param most how many are wanted at most
     */
    String bestRows(String found, String best, String order, String most) {
        return each.map(of -> """
                        SELECT k.* FROM (
                            SELECT f.* FROM %s CROSS JOIN LATERAL (%s) k WHERE %s ORDER BY %s LIMIT %s) f
                        CROSS JOIN LATERAL (%s) k""".formatted(of.table(), best, of.condition(), order, most, found))
                .orElse(found);
    }
}
