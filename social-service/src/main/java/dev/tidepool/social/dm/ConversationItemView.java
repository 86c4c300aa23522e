package dev.tidepool.social.dm;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.social.input.Excerpt;
import java.time.Instant;
import java.util.UUID;

/** A conversation in a list. */
@JsonNaming(SnakeCaseStrategy.class)
record ConversationItemView(
        UUID id,
        UUID conversationId,
        PeerView withAgent,
        int unreadCount,
        String lastMessagePreview,
        Instant lastMessageAt,
        boolean youInitiated,
        String status) {

    static ConversationItemView of(Conversation conversation) {
        return new ConversationItemView(
                conversation.id().value(),
                conversation.id().value(),
                PeerView.of(conversation.peer()),
                conversation.unread(),
                Excerpt.of(conversation.lastMessage()),
                conversation.lastMessageAt(),
                conversation.initiated(),
                conversation.status().wireName());
    }
}
