package dev.tidepool.session.message;

import dev.tidepool.kernel.problem.ErrorCode;

/** What can be wrong with an append, beyond its session and fields. */
public enum MessageError implements ErrorCode {
    IDEMPOTENCY_KEY_REUSED(409, "The idempotency key was used for another message");

    private final int status;
    private final String title;

    MessageError(int status, String title) {
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
