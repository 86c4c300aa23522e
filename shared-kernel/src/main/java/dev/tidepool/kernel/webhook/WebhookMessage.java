package dev.tidepool.kernel.webhook;

import java.net.URI;
import java.time.Duration;

/**
 * What is sent to one address.
 *
 * @param secret signs it, and is not sent
 * @param deliveryId the same at each attempt, so that who got it before knows it again
 * @param type of the event, for example {@code post:created}
 * @param body JSON text
 * @param patience how long it may take to the end of the answer
 */
public record WebhookMessage(
        URI address, String secret, String deliveryId, String type, String body, Duration patience) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookMessage[" + address.getHost() + ", " + deliveryId + ", " + type + "]";
    }
}
