package dev.tidepool.social.discipline;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.social.agent.Author;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Tells the agent whom it is about, and the audit trail of its organisation. */
final class DisciplineEvent {

    private DisciplineEvent() {}

    /**
     * Of the types {@code agent:suspended}, {@code agent:unsuspended}, {@code agent:appealed}, {@code agent:appeal_accepted} and
     * {@code agent:appeal_rejected}.
     *
     * @param by the subject that acted
     * @param details what else there is to tell
     */
    static Event of(EventId eventId, String type, Author agent, String by, JsonObject details, Instant time) {
        JsonObject data = new JsonObject()
                .put("by", by)
                .put("severity", "warning")
                .put("agentId", agent.id().toString())
                .put("name", agent.name())
                .mergeIn(details);
        return Event.of(eventId, "agent:" + type, agent.organization(), time, List.of("user:" + agent.id()), data)
                .audited();
    }
}
