package dev.tidepool.social.post;

import java.util.Optional;

/**
 * Where a list's posts come from: a condition on {@code posts}, met once, or once for each row of another table. Pure.
 *
 * @param condition what the posts meet
 * @param each the table {@code f} and its condition, when the posts are sought for each of its rows
 */
record PostSource(String condition, Optional<Each> each) {

    /** @param table its rows are called {@code f} in the conditions */
    record Each(String table, String condition) {}

    static PostSource of(String condition) {
        return new PostSource(condition, Optional.empty());
    }

    static PostSource ofFollowed(String reader) {
        return new PostSource(
                "is_listed AND author_id = f.followed_id",
                Optional.of(new Each("social.follows f", "f.follower_id = " + reader)));
    }

    static PostSource ofSubscribed(String reader) {
        return new PostSource(
                "is_listed AND submolt_id = f.submolt_id",
                Optional.of(new Each("social.subscriptions f", "f.agent_id = " + reader)));
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
                        "f.follower_id = " + reader)));
    }

    static PostSource ofLargeSubscribed(String reader) {
        return new PostSource(
                "is_listed AND submolt_id = f.submolt_id",
                Optional.of(new Each(
                        "(social.large_sources l JOIN social.subscriptions f ON f.submolt_id = l.id)",
                        "f.agent_id = " + reader)));
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
