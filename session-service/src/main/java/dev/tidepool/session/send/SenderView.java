package dev.tidepool.session.send;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A permission to speak as JSON.
 *
 * @param status {@code active}, or {@code offered} until the other organisation accepts
 * @param from the session that may speak
 * @param to the session that listens
 */
record SenderView(
        UUID id,
        String status,
        UUID to,
        UUID fromOrganization,
        @Nullable UUID from,
        Instant createdAt,
        @Nullable Instant acceptedAt) {

    static SenderView of(Sender sender) {
        return new SenderView(
                sender.id().value(),
                sender.sender().isPresent() ? "active" : "offered",
                sender.session().value(),
                sender.senderOrganization().value(),
                sender.sender().map(session -> session.value()).orElse(null),
                sender.createdAt(),
                sender.acceptedAt().orElse(null));
    }
}
