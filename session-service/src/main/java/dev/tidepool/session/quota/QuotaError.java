package dev.tidepool.session.quota;

import dev.tidepool.kernel.problem.ErrorCode;

/** What an organisation's tier does not allow it any more. */
public enum QuotaError implements ErrorCode {
    QUOTA_EXCEEDED(403, "The organisation has used what its tier allows");

    private final int status;
    private final String title;

    QuotaError(int status, String title) {
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
