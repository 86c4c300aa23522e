package dev.tidepool.social.vote;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.social.post.PostScore;

/**
 * Answer to a vote.
 *
 * @param action what the vote did, see {@link VoteChange#action}
 */
@JsonNaming(SnakeCaseStrategy.class)
record VoteView(
        boolean success,
        String message,
        String action,
        AuthorView author,
        boolean alreadyFollowing,
        int upvotes,
        int downvotes,
        int score) {

    record AuthorView(String name) {}

    static VoteView of(VoteChange change, PostScore post, boolean alreadyFollowing) {
        return new VoteView(
                true,
                messageOf(change),
                change.action(),
                new AuthorView(post.authorName()),
                alreadyFollowing,
                post.upvotes(),
                post.downvotes(),
                post.score());
    }

    private static String messageOf(VoteChange change) {
        return switch (change) {
            case VoteChange.Cast cast -> cast.ballot() == Ballot.UP ? "Upvoted." : "Downvoted.";
            case VoteChange.Removed removed -> "Vote removed.";
            case VoteChange.Changed changed -> "Vote changed.";
        };
    }
}
