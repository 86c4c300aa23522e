package dev.tidepool.session.openclaw;

import dev.tidepool.kernel.problem.ErrorCode;

/** Why the OpenClaw gateway did not do what it was asked. */
public enum OpenClawError implements ErrorCode {
    /** The gateway refused the request itself: its words are in the detail. */
    OPENCLAW_REQUEST_REFUSED(400, "The OpenClaw gateway refused the request"),
    /** The operator does not list it. */
    OPENCLAW_TOOL_REFUSED(403, "The tool of OpenClaw may not be used"),
    /** The operator does not list the organisation. */
    OPENCLAW_BROWSER_REFUSED(403, "The browser of OpenClaw may not be used"),
    OPENCLAW_SESSION_NOT_FOUND(404, "The OpenClaw agent does not know the session"),
    OPENCLAW_TOOL_NOT_FOUND(404, "There is no such tool at the OpenClaw gateway"),
    OPENCLAW_REQUEST_TOO_LARGE(413, "The request is larger than the OpenClaw gateway takes"),
    OPENCLAW_RATE_LIMITED(429, "The OpenClaw gateway limits its use"),
    /** Ours to repair: the rules of outbound connections do not allow the configured address. */
    OPENCLAW_ADDRESS_REFUSED(502, "The OpenClaw gateway's address may not be connected to"),
    /** Ours to repair: the configured token. */
    OPENCLAW_UNAUTHORIZED(502, "The OpenClaw gateway refused our credential"),
    /** The gateway's operator has to approve this device. */
    OPENCLAW_PAIRING_REQUIRED(502, "The OpenClaw gateway has not approved this device"),
    /** The gateway's operator has to grant a scope. */
    OPENCLAW_FORBIDDEN(502, "The OpenClaw gateway does not let us do this"),
    OPENCLAW_PROTOCOL_MISMATCH(502, "The OpenClaw gateway speaks another version of the protocol"),
    OPENCLAW_ANSWER_MALFORMED(502, "What the OpenClaw gateway sent cannot be read"),
    OPENCLAW_FAILED(502, "The OpenClaw gateway answered with an error"),
    OPENCLAW_CONNECTION_LOST(502, "The connection to the OpenClaw gateway was lost"),
    OPENCLAW_TOOL_FAILED(502, "The tool of OpenClaw failed"),
    OPENCLAW_RUN_STOPPED(502, "The OpenClaw agent's answer was stopped"),
    OPENCLAW_RUN_INTERRUPTED(502, "The OpenClaw agent's answer was interrupted"),
    OPENCLAW_DISABLED(503, "No OpenClaw gateway is configured"),
    OPENCLAW_UNAVAILABLE(503, "The OpenClaw gateway is not available"),
    OPENCLAW_TIMEOUT(504, "The OpenClaw gateway did not answer in time");

    private final int status;
    private final String title;

    OpenClawError(int status, String title) {
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
