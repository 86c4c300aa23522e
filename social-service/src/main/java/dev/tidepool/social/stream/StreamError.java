package dev.tidepool.social.stream;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about streams of events. */
enum StreamError implements ErrorCode {
    STREAM_LIMIT_REACHED(429, "The agent has as many open streams as it may have");

    private final int status;
    private final String title;

    StreamError(int status, String title) {
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
