package dev.tidepool.social.owner;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.social.agent.Author;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Events about owners, all for the audit trail too. */
final class OwnerEvent {

    private OwnerEvent() {}

    static Event claimed(EventId eventId, Author agent, String owner, Instant time) {
        JsonObject data = of(agent).put("status", "claimed").put("owner", owner);
        return Event.of(
                        eventId,
                        "agent:status_changed",
                        agent.organization(),
                        time,
                        List.of("agent:" + agent.id(), "analytics:agents", "events:all"),
                        data)
                .audited();
    }

    static Event emailNamed(EventId eventId, Author agent, Instant time) {
        return own(eventId, "agent:owner_email_set", agent, time);
    }

    static Event keyRotated(EventId eventId, Author agent, Instant time) {
        return own(eventId, "agent:key_rotated", agent, time);
    }

    static Event keyRecovered(EventId eventId, Author agent, Instant time) {
        JsonObject data = of(agent).put("severity", "warning");
        return Event.of(eventId, "agent:key_recovered", agent.organization(), time, List.of("user:" + agent.id()), data)
                .audited();
    }

    private static Event own(EventId eventId, String type, Author agent, Instant time) {
        JsonObject data = of(agent).put("by", "agent:" + agent.id());
        return Event.of(eventId, type, agent.organization(), time, List.of("user:" + agent.id()), data)
                .audited();
    }

    private static JsonObject of(Author agent) {
        return new JsonObject().put("agentId", agent.id().toString()).put("name", agent.name());
    }
}
