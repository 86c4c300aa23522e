package dev.tidepool.social.discipline;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.social.agent.Author;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Tells the agent whom it is about, and an audit trail. */
final class DisciplineEvent {

    private DisciplineEvent() {}

    /**
     * Of the types {@code agent:suspended}, {@code agent:unsuspended}, {@code agent:appealed}, {@code agent:appeal_accepted} and
     * {@code agent:appeal_rejected}. What a moderator did is in the audit trail of the moderator's organisation, and the agent is not
     * told by whom; all else is one event, in the trail of the agent's own.
     *
     * @param by who acted
     * @param details what else there is to tell
     */
    static List<Event> of(Uuid7Generator ids, String type, Author agent, Actor by, JsonObject details, Instant time) {
        List<String> rooms = List.of("user:" + agent.id());
        JsonObject told = new JsonObject()
                .put("severity", "warning")
                .put("agentId", agent.id().toString())
                .put("name", agent.name())
                .mergeIn(details);
        JsonObject audited = told.copy().put("by", by.subject());
        if (by.moderating().isEmpty()) {
            return List.of(
                    event(ids, type, agent.organization(), rooms, audited, time).audited());
        }
        return List.of(
                event(ids, type, agent.organization(), rooms, told, time),
                event(ids, type, by.moderating().get(), List.of(), audited, time)
                        .audited());
    }

    private static Event event(
            Uuid7Generator ids,
            String type,
            OrganizationId organization,
            List<String> rooms,
            JsonObject data,
            Instant time) {
        return Event.of(ids.next(EventId::new), "agent:" + type, organization, time, rooms, data);
    }
}
