package dev.tidepool.social.post;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about posts. */
enum PostError implements ErrorCode {
    POST_NOT_FOUND(404, "There is no such post"),
    POST_NOT_YOURS(403, "Only its author may do this to a post"),
    PIN_LIMIT_REACHED(409, "The submolt has as many pinned posts as it may have"),
    POST_TOO_SOON(429, "An agent may post once per interval");

    private final int status;
    private final String title;

    PostError(int status, String title) {
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
