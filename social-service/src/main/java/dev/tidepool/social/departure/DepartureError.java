package dev.tidepool.social.departure;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures of leaving. */
enum DepartureError implements ErrorCode {
    CONFIRMATION_REQUIRED(400, "What cannot be undone must be confirmed"),
    DEPARTURE_CONTENDED(503, "Others keep following the agent meanwhile");

    private final int status;
    private final String title;

    DepartureError(int status, String title) {
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
