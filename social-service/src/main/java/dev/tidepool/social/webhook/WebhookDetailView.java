package dev.tidepool.social.webhook;

/** One webhook. */
record WebhookDetailView(boolean success, String message, WebhookView webhook) {

    static WebhookDetailView made(WebhookService.Made made) {
        return new WebhookDetailView(
                true, "Keep the secret: it signs the deliveries and is not shown again.", WebhookView.of(made));
    }

    static WebhookDetailView of(Webhook webhook) {
        return new WebhookDetailView(true, webhook.enabled() ? "Enabled." : "Disabled.", WebhookView.of(webhook));
    }
}
