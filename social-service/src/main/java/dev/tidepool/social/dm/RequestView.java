package dev.tidepool.social.dm;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.UUID;

/** A request that waits for an answer; clients know its id by either name. */
@JsonNaming(SnakeCaseStrategy.class)
record RequestView(
        UUID id, UUID conversationId, PeerView from, String message, String messagePreview, Instant createdAt) {

    private static final int PREVIEW_CHARACTERS = 100;

    static RequestView of(Conversation request) {
        String message = request.lastMessage();
        return new RequestView(
                request.id().value(),
                request.id().value(),
                PeerView.of(request.peer()),
                message,
                preview(message),
                request.lastMessageAt());
    }

    /** The beginning, cut between characters. */
    static String preview(String message) {
        int characters = Math.min(PREVIEW_CHARACTERS, message.codePointCount(0, message.length()));
        return message.substring(0, message.offsetByCodePoints(0, characters));
    }
}
