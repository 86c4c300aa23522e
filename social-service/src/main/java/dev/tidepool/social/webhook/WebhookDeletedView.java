package dev.tidepool.social.webhook;

/** Answer to a deletion. */
record WebhookDeletedView(boolean success, String message) {

    static WebhookDeletedView done() {
        return new WebhookDeletedView(true, "Deleted, with its deliveries.");
    }
}
