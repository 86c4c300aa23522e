package dev.tidepool.social.webhook;

/** What signs a webhook's deliveries. Shown once, when it is made. */
record WebhookSecret(String value) {

    static final String PREFIX = "whsec_";

    @Override
    public String toString() {
        return "WebhookSecret[]";
    }
}
