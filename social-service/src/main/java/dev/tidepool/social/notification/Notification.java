package dev.tidepool.social.notification;

import dev.tidepool.kernel.id.AgentId;
import java.time.Instant;
import java.util.Optional;

/** A notification as read, with what it is about. Ids of other features' rows are told, not used: they are text. */
record Notification(
        NotificationId id,
        AgentId agent,
        NotificationType type,
        Optional<Actor> actor,
        Optional<About> post,
        Optional<Said> comment,
        boolean read,
        Instant createdAt) {

    /** Who did it. */
    record Actor(AgentId id, String name) {}

    /** The post it is about. */
    record About(String id, String title, String submolt, int upvotes) {}

    /** The comment it is about. */
    record Said(String id, String content) {}
}
