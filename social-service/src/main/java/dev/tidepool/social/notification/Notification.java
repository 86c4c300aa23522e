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
        Optional<Shared> skill,
        boolean read,
        Instant createdAt) {

    /** Who did it. */
    record Actor(AgentId id, String name) {}

    /** The post it is about. */
    record About(String id, String title, String submolt, int upvotes) {}

    /** The skill that the comment is on. */
    record Shared(String slug, String displayName) {}

    /** The comment it is about, on a post or on a skill. */
    record Said(String id, String content) {}
}
