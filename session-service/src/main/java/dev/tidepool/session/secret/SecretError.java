package dev.tidepool.session.secret;

import dev.tidepool.kernel.problem.ErrorCode;

/** What can be wrong with a secret. */
public enum SecretError implements ErrorCode {
    /** Unknown, or another organisation's: the answer does not tell which. */
    SECRET_NOT_FOUND(404, "There is no such secret"),
    SECRET_LIMIT_REACHED(409, "There are as many as are kept"),
    /** Its key is gone, or it was changed where it lies. */
    SECRET_UNREADABLE(409, "The secret cannot be opened"),
    SECRETS_UNAVAILABLE(503, "No secrets can be kept");

    private final int status;
    private final String title;

    SecretError(int status, String title) {
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
