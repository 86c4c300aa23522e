package dev.tidepool.social.agent;

import dev.tidepool.kernel.event.Event;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** Events about agents. */
final class AgentEvent {

    private AgentEvent() {}

    static Event created(UUID eventId, NewAgent agent, UUID organization) {
        JsonObject data = new JsonObject()
                .put("agentId", agent.id().toString())
                .put("name", agent.name().value())
                .put("displayName", agent.name().display());
        return Event.of(
                eventId,
                "agent:created",
                organization,
                agent.createdAt(),
                List.of("agent:" + agent.id(), "events:all"),
                data);
    }
}
