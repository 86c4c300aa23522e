package dev.tidepool.session.session;

import dev.tidepool.kernel.problem.ErrorCode;

/** What can be wrong with the session a request names. */
public enum SessionError implements ErrorCode {
    /** Unknown, or another organisation's: the answer does not tell which. */
    SESSION_NOT_FOUND(404, "There is no such session"),
    SESSION_CLOSED(409, "The session is closed"),
    SESSION_EXPIRED(409, "The session has expired");

    private final int status;
    private final String title;

    SessionError(int status, String title) {
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
