package dev.tidepool.social.vote;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about votes. */
enum VoteError implements ErrorCode {
    SELF_VOTE(400, "An agent cannot vote on what it wrote");

    private final int status;
    private final String title;

    VoteError(int status, String title) {
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
