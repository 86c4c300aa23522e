package dev.tidepool.social.dm;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.page.Page;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with a page of its messages.
 *
 * @param messages in the order they were written; the cursor leads to earlier ones
 */
@JsonNaming(SnakeCaseStrategy.class)
record ConversationView(
        boolean success,
        ConversationItemView conversation,
        List<MessageView> messages,
        boolean hasMore,
        @Nullable String nextCursor) {

    /** @param page the latest message first */
    static ConversationView of(AgentId reader, Conversation conversation, Page<Message> page, Optional<String> next) {
        return new ConversationView(
                true,
                ConversationItemView.of(conversation),
                page.map(message -> MessageView.of(message, reader)).reversed(),
                page.hasMore(),
                next.orElse(null));
    }
}
