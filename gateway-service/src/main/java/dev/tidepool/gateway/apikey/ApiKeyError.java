package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.problem.ErrorCode;

enum ApiKeyError implements ErrorCode {
    API_KEY_NOT_FOUND(404, "There is no such key"),
    AGENT_KEY_LIMIT(409, "The organisation has as many agents with a key as its tier allows"),
    API_KEY_ROTATING(409, "The key was rotated a short while ago");

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
