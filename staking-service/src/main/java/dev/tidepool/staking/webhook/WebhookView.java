package dev.tidepool.staking.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of a webhook. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record WebhookView(
        UUID id,
        @Schema(description = "That it is told of") String cluster,
        String url,
        List<String> events,
        List<String> wallets,
        boolean enabled,
        Optional<String> disabledReason,
        Instant createdAt,

        @Schema(description = "Signs its deliveries; told once, when it is made")
        Optional<String> secret) {

    static WebhookView of(Webhook webhook) {
        return of(webhook, Optional.empty());
    }

    static WebhookView of(Webhook webhook, Optional<String> secret) {
        return new WebhookView(
                webhook.id().value(),
                webhook.cluster(),
                webhook.url().toString(),
                webhook.events(),
                webhook.wallets(),
                webhook.disabledReason().isEmpty(),
                webhook.disabledReason(),
                webhook.createdAt(),
                secret);
    }
}
