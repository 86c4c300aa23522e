package dev.tidepool.social.webhook;

import java.time.Instant;
import java.util.Optional;

/**
 * One event on its way to one webhook.
 *
 * @param status {@code pending}, {@code delivered}, {@code failed} or {@code withdrawn}
 * @param nextAttemptAt of a pending one
 * @param lastStatus what the last attempt was answered with
 * @param lastError why the last attempt got no answer, or not one from 200 to 299
 */
record Delivery(
        DeliveryId id,
        String eventId,
        String type,
        String status,
        int attempts,
        Instant nextAttemptAt,
        Optional<Integer> lastStatus,
        Optional<String> lastError,
        Instant createdAt,
        Optional<Instant> finishedAt) {

    boolean isPending() {
        return "pending".equals(status);
    }
}
