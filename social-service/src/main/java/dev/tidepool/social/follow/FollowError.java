package dev.tidepool.social.follow;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about following. */
enum FollowError implements ErrorCode {
    SELF_FOLLOW(400, "An agent cannot follow itself");

    private final int status;
    private final String title;

    FollowError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
