package dev.tidepool.session.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message as JSON. {@code model} and {@code usage} are null unless a model wrote it. */
public record MessageView(
        UUID id,
        UUID sessionId,
        long sequence,
        String role,
        String content,
        String status,
        @Nullable String model,
        @Nullable MessageUsage usage,
        @Nullable String idempotencyKey,
        Instant createdAt) {

    public static MessageView of(Message message) {
        MessageDraft draft = message.draft();
        return new MessageView(
                message.id().value(),
                message.session().value(),
                message.sequence(),
                draft.role().wireName(),
                draft.content(),
                draft.status().wireName(),
                draft.model().orElse(null),
                draft.usage().orElse(null),
                draft.idempotencyKey().orElse(null),
                message.createdAt());
    }
}
