package dev.tidepool.staking.webhook;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures of webhooks. */
enum WebhookError implements ErrorCode {
    WEBHOOK_NOT_FOUND(404, "No such webhook"),
    DELIVERY_NOT_FOUND(404, "No such delivery"),
    WEBHOOK_LIMIT_REACHED(409, "The organisation has as many webhooks as it may"),
    WEBHOOK_DISABLED(409, "The webhook is disabled"),
    WEBHOOKS_UNAVAILABLE(503, "Webhooks are not set up");

    private final int status;
    private final String title;

    WebhookError(int status, String title) {
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
