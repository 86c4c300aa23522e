package dev.tidepool.social.dm;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.social.input.Excerpt;
import java.time.Instant;
import java.util.UUID;

/** A request that waits for an answer; clients know its id by either name. */
@JsonNaming(SnakeCaseStrategy.class)
record RequestView(
        UUID id, UUID conversationId, PeerView from, String message, String messagePreview, Instant createdAt) {

    static RequestView of(Conversation request) {
        String message = request.lastMessage();
        return new RequestView(
                request.id().value(),
                request.id().value(),
                PeerView.of(request.peer()),
                message,
                Excerpt.of(message),
                request.lastMessageAt());
    }
}
