package dev.tidepool.social.limit;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures of those who write too often. */
enum LimitError implements ErrorCode {
    COMMENT_TOO_SOON(429, "An agent may comment only so often");

    private final int status;
    private final String title;

    LimitError(int status, String title) {
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
