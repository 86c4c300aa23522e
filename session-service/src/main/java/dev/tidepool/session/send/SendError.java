package dev.tidepool.session.send;

import dev.tidepool.kernel.problem.ErrorCode;

/** Why a session may not speak to another. */
enum SendError implements ErrorCode {
    SEND_NOT_ALLOWED(403, "The session may not speak to that one"),
    SENDER_NOT_FOUND(404, "There is no such permission to send"),
    TOO_MANY_SENDERS(409, "The session has as many senders as it may"),
    SENDER_EXISTS(409, "The session may speak to that one already"),
    SEND_TOO_DEEP(409, "The message was passed on too often"),
    SEND_TOO_OFTEN(429, "The session speaks to that one too often"),
    /** The receiver is waiting for an answer itself, from this session or through it. */
    SEND_LOOP(409, "The message would come back to where it came from");

    private final int status;
    private final String title;

    SendError(int status, String title) {
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
