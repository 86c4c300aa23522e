package dev.tidepool.gateway.client;

import dev.tidepool.kernel.problem.ErrorCode;

enum ClientError implements ErrorCode {
    CONFLICTING_FORWARDED;

    @Override
    public int status() {
        return 400;
    }

    @Override
    public String title() {
        return "Two headers name different clients";
    }
}
