package dev.tidepool.social.notification;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.TypedId;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads an agent's notifications and marks them as read: nobody else's. */
@ApplicationScoped
public class TrayService {

    private final TrayRepository tray;
    private final CursorCodec cursors;

    TrayService(TrayRepository tray, CursorCodec cursors) {
        this.tray = tray;
        this.cursors = cursors;
    }

    /** Up to 1,000 are counted. */
    public Uni<Integer> countUnread(AgentId agent) {
        return tray.countUnread(agent);
    }

    /** What was said that the agent has not read, by post, the latest first. */
    public Uni<List<PostActivity>> activity(AgentId agent, int posts) {
        return tray.activity(agent, posts);
    }

    Uni<NotificationListView> page(AgentId agent, boolean unreadOnly, Optional<String> cursor, PageLimit limit) {
        String list = "notifications:" + (unreadOnly ? "unread:" : "all:") + agent;
        TrayPlace after = cursor.map(given -> TrayPlace.ofFields(cursors.decode(list, given)))
                .orElse(TrayPlace.START);
        return Uni.combine()
                .all()
                .unis(
                        tray.page(agent, unreadOnly, after, limit.plusOne()).map(read -> Page.of(read, limit)),
                        tray.countUnread(agent))
                .asTuple()
                .map(read -> NotificationListView.of(
                        read.getItem1(),
                        read.getItem2(),
                        read.getItem1()
                                .next(last ->
                                        cursors.encode(list, new TrayPlace(last.createdAt(), last.id()).fields()))));
    }

    Uni<NotificationsReadView> readAll(AgentId agent) {
        return tray.readAll(agent).map(NotificationsReadView::of);
    }

    Uni<NotificationsReadView> readByPost(AgentId agent, TypedId post) {
        return tray.readByPost(agent, post).map(NotificationsReadView::of);
    }
}
