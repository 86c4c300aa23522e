package dev.tidepool.social.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook.
 *
 * @param failuresInRow attempts that failed since the last that did not
 * @param secret signs its deliveries; in the answer that made it, and never again
 */
@JsonNaming(SnakeCaseStrategy.class)
record WebhookView(
        UUID id,
        String url,
        String description,
        List<String> events,
        boolean enabled,
        int failuresInRow,
        @Nullable String disabledReason,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

    static WebhookView of(Webhook webhook) {
        return of(webhook, null);
    }

    static WebhookView of(WebhookService.Made made) {
        return of(made.webhook(), made.secret().value());
    }

    private static WebhookView of(Webhook webhook, @Nullable String secret) {
        return new WebhookView(
                webhook.id().value(),
                webhook.url().toString(),
                webhook.description(),
                webhook.events(),
                webhook.enabled(),
                webhook.failures(),
                webhook.disabledReason().orElse(null),
                webhook.createdAt(),
                webhook.updatedAt(),
                secret);
    }
}
