package dev.tidepool.social.webhook;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about webhooks. */
enum WebhookError implements ErrorCode {
    WEBHOOK_NOT_FOUND(404, "There is no such webhook"),
    DELIVERY_NOT_FOUND(404, "There is no such delivery"),
    WEBHOOK_LIMIT_REACHED(409, "The agent has as many webhooks as it may have"),
    WEBHOOK_BUSY(409, "Too many deliveries wait for the webhook"),
    WEBHOOK_DISABLED(409, "The webhook is disabled"),
    WEBHOOKS_UNAVAILABLE(503, "This installation keeps no secrets of webhooks");

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
