package dev.tidepool.social.comment;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.social.post.PostId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a vote or a reply needs to know of a comment, and what an event tells of it.
 *
 * @param root the comment at the top of its tree
 * @param organization the author's
 */
public record CommentScore(
        CommentId id,
        PostId post,
        Optional<CommentId> parent,
        CommentId root,
        int depth,
        String content,
        AgentId authorId,
        OrganizationId organization,
        String authorName,
        int upvotes,
        int downvotes,
        Instant createdAt) {

    public int score() {
        return upvotes - downvotes;
    }

    /** The same comment after so many more (or fewer) votes. */
    public CommentScore moved(int up, int down) {
        return new CommentScore(
                id,
                post,
                parent,
                root,
                depth,
                content,
                authorId,
                organization,
                authorName,
                upvotes + up,
                downvotes + down,
                createdAt);
    }

    CommentRank rank() {
        return CommentRank.of(upvotes, downvotes);
    }
}
