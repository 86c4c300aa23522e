package dev.tidepool.social.brand;

import dev.tidepool.kernel.id.AgentId;
import java.time.Instant;
import java.util.Optional;

/**
 * A text that says a term.
 *
 * @param textId of the comment, or of the post
 * @param sentiment in hundredths
 */
record Mention(
        MentionTextId textId,
        String postId,
        Optional<String> commentId,
        AgentId author,
        String authorName,
        String excerpt,
        int sentiment,
        Instant createdAt) {}
