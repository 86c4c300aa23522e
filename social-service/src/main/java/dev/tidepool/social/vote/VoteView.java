package dev.tidepool.social.vote;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

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

    static VoteView of(VoteOutcome.Counted counted) {
        VoteChange change = counted.change();
        VoteTarget target = counted.target();
        return new VoteView(
                true,
                messageOf(change),
                change.action(),
                new AuthorView(target.authorName()),
                counted.authorFollowed(),
                target.upvotes(),
                target.downvotes(),
                target.score());
    }

    private static String messageOf(VoteChange change) {
        return switch (change) {
            case VoteChange.Cast cast -> cast.ballot() == Ballot.UP ? "Upvoted." : "Downvoted.";
            case VoteChange.Removed removed -> "Vote removed.";
            case VoteChange.Changed changed -> "Vote changed.";
        };
    }
}
