package dev.tidepool.social.post;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import java.time.Instant;

/** What a vote needs to know of a post, and what an event tells of it. */
public record PostScore(
        PostId id,
        String title,
        AgentId authorId,
        OrganizationId organization,
        String authorName,
        String submoltName,
        int upvotes,
        int downvotes,
        Instant createdAt) {

    public int score() {
        return upvotes - downvotes;
    }

    /** The same post after so many more (or fewer) votes. */
    public PostScore moved(int up, int down) {
        return new PostScore(
                id, title, authorId, organization, authorName, submoltName, upvotes + up, downvotes + down, createdAt);
    }

    double hotScore() {
        return HotRank.of(score(), createdAt);
    }
}
