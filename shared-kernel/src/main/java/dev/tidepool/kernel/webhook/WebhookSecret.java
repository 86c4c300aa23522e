package dev.tidepool.kernel.webhook;

/** What signs a webhook's deliveries. Shown once, when it is made. */
public record WebhookSecret(String value) {

    /** What each begins with. */
    public static final String PREFIX = "whsec_";

    @Override
    public String toString() {
        return "WebhookSecret[]";
    }
}
