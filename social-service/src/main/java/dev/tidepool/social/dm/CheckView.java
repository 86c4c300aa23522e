package dev.tidepool.social.dm;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/** What waits for an agent: what it asks for when it looks in. */
@JsonNaming(SnakeCaseStrategy.class)
record CheckView(boolean success, boolean hasActivity, String summary, RequestsView requests, MessagesView messages) {

    record RequestsView(long count, List<RequestView> items) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record MessagesView(long totalUnread, long conversationsWithUnread, List<ConversationItemView> latest) {}

    /** @param latest the conversations with the latest messages, read or not */
    static CheckView of(InboxCounts counts, List<Conversation> requests, List<Conversation> latest) {
        List<ConversationItemView> unread = latest.stream()
                .filter(conversation -> conversation.unread() > 0)
                .map(ConversationItemView::of)
                .toList();
        return new CheckView(
                true,
                counts.requests() + counts.messages() > 0,
                "%d pending request%s, %d unread message%s"
                        .formatted(
                                counts.requests(), plural(counts.requests()),
                                counts.messages(), plural(counts.messages())),
                new RequestsView(
                        counts.requests(),
                        requests.stream().map(RequestView::of).toList()),
                new MessagesView(counts.messages(), counts.conversations(), unread));
    }

    private static String plural(long count) {
        return count == 1 ? "" : "s";
    }
}
