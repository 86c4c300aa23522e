package dev.tidepool.gateway.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A key as its organisation sees it: its text only in the answer that issues it. */
@Schema(name = "ApiKey")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ApiKeyView(
        UUID id,
        String name,

        @Schema(description = "How its text begins", examples = "tidepool_3fa1b2")
        String prefix,

        String role,
        List<String> scopes,
        Instant createdAt,

        @Schema(description = "On whose behalf it was made: a person, or the key that the line of keys began with")
        Optional<String> createdBy,

        @Schema(description = "When the key stops for good; absent if never")
        Optional<Instant> expiresAt,

        @Schema(description = "Requests a minute of this key; absent if only the organisation's limit binds it")
        Optional<Integer> rateLimitPerMinute,

        @Schema(description = "Whether a text that is due to be replaced stops after the grace")
        boolean autoRotate,

        @Schema(description = "When its present text was issued")
        Instant rotatedAt,

        @Schema(description = "When its present text stops unless it is rotated; absent until that is due")
        Optional<Instant> endsAt,

        @Schema(description = "Until when the text before the present one works, or did")
        Optional<Instant> previousWorksUntil,

        @Schema(description = "Its last use, to the minute; absent if there was none")
        Optional<Instant> lastUsedAt,

        @Schema(description = "The key's text, shown this once: in answers that issue one")
        Optional<String> apiKey) {

    static ApiKeyView of(ApiKey key) {
        return of(key, Optional.empty());
    }

    static ApiKeyView issued(IssuedKey issued) {
        return of(issued.key(), Optional.of(issued.text()));
    }

    private static ApiKeyView of(ApiKey key, Optional<String> text) {
        return new ApiKeyView(
                key.id().value(),
                key.name(),
                key.text().prefix(),
                key.role().wireName(),
                key.scopes().stream().sorted().toList(),
                key.createdAt(),
                key.createdBy(),
                key.terms().expiresAt(),
                key.terms().perMinute().stream().boxed().findFirst(),
                key.terms().autoRotate(),
                key.text().issuedAt(),
                key.text().endsAt(),
                key.text().previousEndsAt(),
                key.lastUsedAt(),
                text);
    }
}
