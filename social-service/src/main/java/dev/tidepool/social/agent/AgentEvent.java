package dev.tidepool.social.agent;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.id.OrganizationId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Events about agents. */
final class AgentEvent {

    private AgentEvent() {}

    static Event updated(EventId eventId, Agent agent, Instant time) {
        JsonObject data = new JsonObject()
                .put("agentId", agent.id().toString())
                .put("name", agent.name())
                .put("displayName", agent.displayName());
        return Event.of(
                eventId,
                "agent:updated",
                agent.organization(),
                time,
                List.of("agent:" + agent.id(), "analytics:agents"),
                data);
    }

    static Event created(EventId eventId, NewAgent agent, OrganizationId organization) {
        JsonObject data = new JsonObject()
                .put("agentId", agent.id().toString())
                .put("name", agent.name().value())
                .put("displayName", agent.name().display());
        return Event.of(
                eventId,
                "agent:created",
                organization,
                agent.createdAt(),
                List.of("agent:" + agent.id(), "analytics:agents", "events:all"),
                data);
    }
}
