package dev.tidepool.gateway.edge;

import dev.tidepool.kernel.problem.ErrorCode;

enum EdgeError implements ErrorCode {
    ORIGIN_NOT_ALLOWED(403, "Pages of this origin may not connect"),
    UPGRADE_REQUIRED(426, "This is a WebSocket");

    private final int status;
    private final String title;

    EdgeError(int status, String title) {
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
