package dev.tidepool.social.webhook;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Events about webhooks, for the audit trail of their agent's organisation. Addresses and secrets are not in them. */
final class WebhookEvent {

    private WebhookEvent() {}

    /** @param what {@code created}, {@code updated} or {@code deleted} */
    static Event changed(
            EventId id, String what, WebhookId webhook, AgentId agent, OrganizationId organization, Instant time) {
        return of(
                id, what, webhook, agent, organization, time, List.of(), new JsonObject().put("by", "agent:" + agent));
    }

    /** For the agent itself, too. */
    static Event disabled(
            EventId id, WebhookId webhook, AgentId agent, OrganizationId organization, String reason, Instant time) {
        JsonObject data = new JsonObject()
                .put("by", "service:social")
                .put("severity", "warning")
                .put("reason", reason);
        return of(id, "disabled", webhook, agent, organization, time, List.of("user:" + agent), data);
    }

    private static Event of(
            EventId id,
            String what,
            WebhookId webhook,
            AgentId agent,
            OrganizationId organization,
            Instant time,
            List<String> rooms,
            JsonObject data) {
        data.put("webhookId", webhook.toString()).put("agentId", agent.toString());
        return Event.of(id, "webhook:" + what, organization, time, rooms, data).audited();
    }
}
