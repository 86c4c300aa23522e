package dev.tidepool.social.post;

import java.time.Instant;
import java.util.UUID;

/** What a vote needs to know of a post, and what an event tells of it. */
public record PostScore(
        UUID id,
        String title,
        UUID authorId,
        UUID organization,
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
