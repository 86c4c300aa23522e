package dev.tidepool.social.search;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.embedding.TextId;
import java.time.Instant;
import java.util.Optional;

/**
 * A post or a comment that was found.
 *
 * @param rank its id, its kind and its place in the search
 * @param title of a post
 * @param highlight the parts with the words, those between two asterisks each; without them, its beginning
 */
record FoundText(
        RankedText rank,
        Optional<String> title,
        String content,
        String highlight,
        int upvotes,
        int downvotes,
        Instant createdAt,
        Author author,
        About post,
        Place submolt) {

    record Author(AgentId id, String name) {}

    /** The post itself, or the one that was commented. */
    record About(TextId id, String title) {}

    record Place(String id, String name, String displayName) {}
}
