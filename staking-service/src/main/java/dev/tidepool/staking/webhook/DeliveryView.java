package dev.tidepool.staking.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of a delivery. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record DeliveryView(
        UUID id,
        String type,

        @Schema(description = "pending, delivered or failed")
        String status,

        int attempts,

        @Schema(description = "Of the next attempt, while it is pending")
        Optional<Instant> nextAttemptAt,

        @Schema(description = "What the last attempt was answered with")
        Optional<Integer> lastStatus,

        Optional<String> lastError,
        Instant createdAt) {}
