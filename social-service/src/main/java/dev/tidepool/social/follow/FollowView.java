package dev.tidepool.social.follow;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Answer to a request to follow or to stop.
 *
 * @param action followed, already_following, unfollowed or not_following
 */
@JsonNaming(SnakeCaseStrategy.class)
record FollowView(boolean success, String message, String action, boolean isFollowing) {

    static FollowView of(FollowOutcome outcome, String followed) {
        return new FollowView(true, messageOf(outcome, followed), outcome.action(), outcome.isFollowing());
    }

    private static String messageOf(FollowOutcome outcome, String followed) {
        return switch (outcome) {
            case FOLLOWED -> "You follow " + followed + " now.";
            case ALREADY_FOLLOWING -> "You follow " + followed + " already.";
            case UNFOLLOWED -> "You follow " + followed + " no more.";
            case NOT_FOLLOWING -> "You do not follow " + followed + ".";
        };
    }
}
