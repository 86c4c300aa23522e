package dev.tidepool.social.webhook;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery.
 *
 * @param id also in the header {@code X-Tidepool-Delivery}, the same at each attempt
 * @param status {@code pending}, {@code delivered}, {@code failed} or, when what it told of was deleted before, {@code withdrawn}
 * @param nextAttemptAt of a pending one
 * @param lastStatus HTTP status of the last answer, if there was one
 */
@JsonNaming(SnakeCaseStrategy.class)
record DeliveryView(
        UUID id,
        String eventId,
        String type,
        String status,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Integer lastStatus,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    static DeliveryView of(Delivery delivery) {
        return new DeliveryView(
                delivery.id().value(),
                delivery.eventId(),
                delivery.type(),
                delivery.status(),
                delivery.attempts(),
                delivery.isPending() ? delivery.nextAttemptAt() : null,
                delivery.lastStatus().orElse(null),
                delivery.lastError().orElse(null),
                delivery.createdAt(),
                delivery.finishedAt().orElse(null));
    }
}
