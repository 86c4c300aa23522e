package dev.tidepool.social.submolt;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A submolt on the wire.
 *
 * @param createdAtTs {@code created_at} in Unix seconds
 * @param yourRole the caller's role in it, null when it has none
 */
@JsonNaming(SnakeCaseStrategy.class)
record SubmoltView(
        UUID id,
        String name,
        String displayName,
        String description,
        @Nullable UUID creatorId,
        @Nullable CreatorView createdBy,
        int subscriberCount,
        int postCount,
        boolean isNsfw,
        boolean isPrivate,
        @Nullable String yourRole,
        Instant createdAt,
        long createdAtTs) {

    record CreatorView(UUID id, String name) {}

    static SubmoltView of(Submolt submolt) {
        return new SubmoltView(
                submolt.id().value(),
                submolt.name(),
                submolt.displayName(),
                submolt.description(),
                submolt.creator().map(creator -> creator.id().value()).orElse(null),
                submolt.creator()
                        .map(creator -> new CreatorView(creator.id().value(), creator.name()))
                        .orElse(null),
                submolt.subscribers(),
                submolt.posts(),
                submolt.nsfw(),
                submolt.restricted(),
                null,
                submolt.createdAt(),
                submolt.createdAt().getEpochSecond());
    }
}
