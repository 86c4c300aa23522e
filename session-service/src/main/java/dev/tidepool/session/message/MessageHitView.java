package dev.tidepool.session.message;

import java.time.Instant;
import java.util.UUID;

/**
 * A message that was found.
 *
 * @param snippet the part of its content around what was found; plain text
 */
record MessageHitView(UUID id, long sequence, String role, String snippet, Instant createdAt) {

    static MessageHitView of(MessageHit hit) {
        Message message = hit.message();
        return new MessageHitView(
                message.id().value(),
                message.sequence(),
                message.draft().role().wireName(),
                hit.snippet(),
                message.createdAt());
    }
}
