package dev.tidepool.social.post;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.social.submolt.SubmoltId;
import java.time.Instant;

/**
 * What a vote or a comment needs to know of a post, and what an event tells of it.
 *
 * @param locked whether it takes no more comments
 */
public record PostScore(
        PostId id,
        String title,
        AgentId authorId,
        OrganizationId organization,
        String authorName,
        SubmoltId submoltId,
        String submoltName,
        int upvotes,
        int downvotes,
        boolean locked,
        Instant createdAt) {

    public int score() {
        return upvotes - downvotes;
    }

    /** The same post after so many more (or fewer) votes. */
    public PostScore moved(int up, int down) {
        return new PostScore(
                id,
                title,
                authorId,
                organization,
                authorName,
                submoltId,
                submoltName,
                upvotes + up,
                downvotes + down,
                locked,
                createdAt);
    }

    double hotScore() {
        return HotRank.of(score(), createdAt);
    }
}
