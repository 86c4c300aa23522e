package dev.tidepool.social.dm;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.kernel.page.Page;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A page of approved conversations, the one with the latest message first. */
@JsonNaming(SnakeCaseStrategy.class)
record ConversationListView(
        boolean success,
        String inbox,
        long totalUnread,
        ConversationsView conversations,
        boolean hasMore,
        @Nullable String nextCursor) {

    record ConversationsView(int count, List<ConversationItemView> items) {}

    static ConversationListView of(Page<Conversation> page, Optional<String> next, InboxCounts counts) {
        List<ConversationItemView> items = page.map(ConversationItemView::of);
        return new ConversationListView(
                true,
                "main",
                counts.messages(),
                new ConversationsView(items.size(), items),
                page.hasMore(),
                next.orElse(null));
    }
}
