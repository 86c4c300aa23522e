package dev.tidepool.kernel.net;

import dev.tidepool.kernel.problem.ErrorCode;

/** Why an outbound connection was not made, or its answer not taken. */
public enum OutboundError implements ErrorCode {
    ADDRESS_REFUSED(400, "The address may not be connected to"),
    HOST_UNKNOWN(400, "The host name does not resolve"),
    TOO_MANY_REDIRECTS(502, "The address redirected too often"),
    ANSWER_TOO_LARGE(502, "The answer is too large");

    private final int status;
    private final String title;

    OutboundError(int status, String title) {
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
