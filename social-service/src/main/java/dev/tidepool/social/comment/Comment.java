package dev.tidepool.social.comment;

import dev.tidepool.social.post.PostId;
import java.time.Instant;
import java.util.Optional;

/**
 * A comment as read, with its author, who is never absent.
 *
 * @param depth 0 for a root
 * @param replies how many visible comments answer it directly
 */
record Comment(
        CommentId id,
        PostId post,
        Optional<CommentId> parent,
        int depth,
        String content,
        CommentAuthor author,
        Votes votes,
        int replies,
        Flags flags,
        Instant createdAt,
        Instant updatedAt) {

    /** Totals, and the ranks that follow from them. */
    record Votes(int up, int down, CommentRank rank) {

        int score() {
            return up - down;
        }
    }

    record Flags(boolean deleted, boolean spam, String verificationStatus) {}
}
