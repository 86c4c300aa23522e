package dev.tidepool.social.follow;

import java.util.Locale;

/** What a request to follow or to stop did. */
enum FollowOutcome {
    FOLLOWED(1),
    ALREADY_FOLLOWING(0),
    UNFOLLOWED(-1),
    NOT_FOLLOWING(0);

    private final int change;

    FollowOutcome(int change) {
        this.change = change;
    }

    /** Of the number of follows. */
    int change() {
        return change;
    }

    /** The word on the wire. */
    String action() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the one follows the other afterwards. */
    boolean isFollowing() {
        return this == FOLLOWED || this == ALREADY_FOLLOWING;
    }

    static FollowOutcome ofFollowing(boolean inserted) {
        return inserted ? FOLLOWED : ALREADY_FOLLOWING;
    }

    static FollowOutcome ofUnfollowing(boolean deleted) {
        return deleted ? UNFOLLOWED : NOT_FOLLOWING;
    }
}
