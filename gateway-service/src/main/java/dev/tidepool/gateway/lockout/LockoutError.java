package dev.tidepool.gateway.lockout;

import dev.tidepool.kernel.problem.ErrorCode;

enum LockoutError implements ErrorCode {
    LOCKED_OUT(429, "Too many attempts");

    private final int status;
    private final String title;

    LockoutError(int status, String title) {
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
