package dev.tidepool.social.submolt;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.social.agent.Author;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Events about submolts. Their organisation is that of the agent who acted. */
final class SubmoltEvent {

    private SubmoltEvent() {}

    static Event created(EventId eventId, SubmoltId id, String name, Author agent, Instant time) {
        return of(eventId, "submolt:created", id, name, agent, time, List.of(room(id), room(agent), "events:all"));
    }

    static Event updated(EventId eventId, Submolt submolt, Author agent, Instant time) {
        return of(eventId, "submolt:updated", submolt.id(), submolt.name(), agent, time, rooms(submolt, agent));
    }

    /** {@code submolt:subscribed} or {@code submolt:unsubscribed}. */
    static Event subscription(
            EventId eventId, SubscriptionOutcome outcome, Submolt submolt, Author agent, Instant time) {
        String type = "submolt:" + outcome.action();
        return of(eventId, type, submolt.id(), submolt.name(), agent, time, rooms(submolt, agent));
    }

    /** {@code submolt:moderator_added} or {@code submolt:moderator_removed}: who may moderate is for the audit trail too. */
    static Event moderation(
            EventId eventId, ModeratorOutcome outcome, Submolt submolt, Author agent, Author moderator, Instant time) {
        String type = "submolt:moderator_" + outcome.action();
        Event event = of(
                eventId,
                type,
                submolt.id(),
                submolt.name(),
                agent,
                time,
                Stream.of(room(submolt.id()), room(agent), room(moderator))
                        .distinct()
                        .toList());
        event.data()
                .put("moderatorId", moderator.id().toString())
                .put("moderatorName", moderator.name())
                .put("by", "agent:" + agent.id());
        return event.audited();
    }

    private static List<String> rooms(Submolt submolt, Author agent) {
        return List.of(room(submolt.id()), room(agent));
    }

    private static String room(SubmoltId submolt) {
        return "submolt:" + submolt;
    }

    private static String room(Author agent) {
        return "agent:" + agent.id();
    }

    private static Event of(
            EventId eventId, String type, SubmoltId id, String name, Author agent, Instant time, List<String> rooms) {
        JsonObject data = new JsonObject()
                .put("submoltId", id.toString())
                .put("submoltName", name)
                .put("agentId", agent.id().toString())
                .put("agentName", agent.name());
        return Event.of(eventId, type, agent.organization(), time, rooms, data);
    }
}
