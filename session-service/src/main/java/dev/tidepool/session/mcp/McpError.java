package dev.tidepool.session.mcp;

import dev.tidepool.kernel.problem.ErrorCode;

/** What may be wrong with a request before its message is looked at. */
enum McpError implements ErrorCode {
    MCP_SESSION_NOT_FOUND(404, "There is no such protocol session"),
    MCP_VERSION_NOT_SUPPORTED(400, "The version of the protocol is not supported"),
    MCP_STREAM_LIMIT_REACHED(429, "No more streams of events may be open");

    private final int status;
    private final String title;

    McpError(int status, String title) {
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
