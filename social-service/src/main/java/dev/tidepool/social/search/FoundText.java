package dev.tidepool.social.search;

import dev.tidepool.kernel.id.AgentId;
import java.time.Instant;
import java.util.Optional;

/**
 * A post or a comment that was found.
 *
 * @param kind {@code post} or {@code comment}
 * @param title of a post
 * @param highlight the parts with the words, those between two asterisks each
 * @param rank 0 to 1; the list's order, before the id
 */
record FoundText(
        TextId id,
        String kind,
        Optional<String> title,
        String content,
        String highlight,
        int upvotes,
        int downvotes,
        Instant createdAt,
        double rank,
        Author author,
        About post,
        Place submolt) {

    record Author(AgentId id, String name) {}

    /** The post itself, or the one that was commented. */
    record About(TextId id, String title) {}

    record Place(String id, String name, String displayName) {}
}
