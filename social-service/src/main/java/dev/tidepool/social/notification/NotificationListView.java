package dev.tidepool.social.notification;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.kernel.page.Page;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A page of notifications, the latest first. On this wire it carries no {@code success}. */
@JsonNaming(SnakeCaseStrategy.class)
record NotificationListView(
        List<NotificationView> notifications,
        int unreadCount,
        boolean hasMore,
        @Nullable String nextCursor) {

    static NotificationListView of(Page<Notification> page, int unread, Optional<String> next) {
        return new NotificationListView(page.map(NotificationView::of), unread, page.hasMore(), next.orElse(null));
    }
}
