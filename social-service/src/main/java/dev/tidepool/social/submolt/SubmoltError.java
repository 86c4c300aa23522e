package dev.tidepool.social.submolt;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about submolts. */
enum SubmoltError implements ErrorCode {
    SUBMOLT_NOT_FOUND(404, "There is no such submolt");

    private final int status;
    private final String title;

    SubmoltError(int status, String title) {
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
