package dev.tidepool.social.report;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about reports. */
enum ReportError implements ErrorCode {
    REPORT_NOT_FOUND(404, "There is no such open report"),
    SELF_REPORT(400, "An agent cannot report what it wrote: delete it instead");

    private final int status;
    private final String title;

    ReportError(int status, String title) {
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
