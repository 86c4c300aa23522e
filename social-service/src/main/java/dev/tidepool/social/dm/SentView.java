package dev.tidepool.social.dm;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.UUID;

/** Answer to a message. */
@JsonNaming(SnakeCaseStrategy.class)
record SentView(boolean success, String message, UUID conversationId, MessageView sent) {

    static SentView of(ConversationId id, Message message) {
        return new SentView(true, "Message sent.", id.value(), MessageView.of(message, message.sender()));
    }
}
