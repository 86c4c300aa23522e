package dev.tidepool.social.moderation;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.id.OrganizationId;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Tells the agent whom it is about, and the audit trail of the moderator's organisation. */
final class ModerationEvent {

    private ModerationEvent() {}

    static Event acted(EventId eventId, ModerationEntry entry, String submolt, OrganizationId organization) {
        JsonObject data = new JsonObject()
                .put("by", "agent:" + entry.moderator().id())
                .put("severity", "warning")
                .put("action", entry.action().wireName())
                .put("submoltName", submolt)
                .put("targetType", entry.targetKind())
                .put("targetId", entry.target().toString())
                .put("agentId", entry.agent().id().toString())
                .put("reason", entry.reason());
        return Event.of(
                        eventId,
                        "moderation:acted",
                        organization,
                        entry.createdAt(),
                        List.of("user:" + entry.agent().id()),
                        data)
                .audited();
    }
}
