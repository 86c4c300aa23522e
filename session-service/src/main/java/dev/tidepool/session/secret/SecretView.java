package dev.tidepool.session.secret;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A secret as JSON: everything but what it is. */
record SecretView(
        String name,

        @Schema(description = "The hosts that it may be sent to")
        List<String> hosts,

        String createdBy,
        Instant createdAt,
        String updatedBy,
        Instant updatedAt,

        @Schema(description = "To the minute; null if it was never used") @Nullable
        Instant lastUsedAt) {

    static SecretView of(Secret secret) {
        return new SecretView(
                secret.name().value(),
                secret.hosts().hosts(),
                secret.createdBy(),
                secret.createdAt(),
                secret.updatedBy(),
                secret.updatedAt(),
                secret.lastUsedAt().orElse(null));
    }
}
