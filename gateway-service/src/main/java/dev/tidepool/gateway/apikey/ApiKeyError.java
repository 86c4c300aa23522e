package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.problem.ErrorCode;

enum ApiKeyError implements ErrorCode {
    API_KEY_NOT_FOUND(404, "There is no such key");

    private final int status;
    private final String title;

    ApiKeyError(int status, String title) {
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
