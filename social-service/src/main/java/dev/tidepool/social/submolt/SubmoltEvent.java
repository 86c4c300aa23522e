package dev.tidepool.social.submolt;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.social.agent.Author;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Events about submolts. Their organisation is that of the agent who acted. */
final class SubmoltEvent {

    private SubmoltEvent() {}

    /** {@code submolt:subscribed} or {@code submolt:unsubscribed}. */
    static Event subscription(
            EventId eventId, SubscriptionOutcome outcome, Submolt submolt, Author agent, Instant time) {
        return of(eventId, "submolt:" + outcome.action(), submolt, agent, time);
    }

    private static Event of(EventId eventId, String type, Submolt submolt, Author agent, Instant time) {
        JsonObject data = new JsonObject()
                .put("submoltId", submolt.id().toString())
                .put("submoltName", submolt.name())
                .put("agentId", agent.id().toString())
                .put("agentName", agent.name());
        return Event.of(eventId, type, agent.organization(), time, List.of("agent:" + agent.id()), data);
    }
}
