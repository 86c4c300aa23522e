package dev.tidepool.social.webhook;

import dev.tidepool.kernel.id.AgentId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An address at which an agent is told.
 *
 * @param events types, {@code subject:*} or {@code *}
 * @param failures attempts that failed since the last that did not
 * @param disabledReason why it was disabled, when the agent did not do so itself
 */
record Webhook(
        WebhookId id,
        AgentId agent,
        URI url,
        String description,
        List<String> events,
        boolean enabled,
        int failures,
        Optional<String> disabledReason,
        Instant createdAt,
        Instant updatedAt) {

    Webhook {
        events = List.copyOf(events);
    }

    /** What its sealed secret cannot be taken away from. */
    static String bound(WebhookId id, AgentId agent) {
        return "webhook\n" + id + "\n" + agent;
    }

    Webhook changed(WebhookChange change, Instant now) {
        boolean on = change.enabled().orElse(enabled);
        return new Webhook(
                id,
                agent,
                change.url().orElse(url),
                change.description().orElse(description),
                change.events().orElse(events),
                on,
                on && !enabled ? 0 : failures,
                on ? Optional.empty() : disabledReason,
                createdAt,
                now);
    }
}
