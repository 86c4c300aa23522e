package dev.tidepool.social.moderation;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.TypedId;
import java.time.Instant;

/**
 * One entry of a submolt's trail.
 *
 * @param targetKind post, comment or agent
 * @param agent whom it is about
 */
record ModerationEntry(
        ModerationId id,
        Person moderator,
        ModerationAction action,
        String targetKind,
        TypedId target,
        Person agent,
        String reason,
        Instant createdAt) {

    record Person(AgentId id, String name) {}
}
