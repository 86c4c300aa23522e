package dev.tidepool.gateway.apikey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A key as its organisation sees it: never its text. */
record ApiKeyView(UUID id, String name, String prefix, String role, List<String> scopes, Instant createdAt) {

    static ApiKeyView of(ApiKey key) {
        return new ApiKeyView(
                key.id().value(),
                key.name(),
                key.prefix(),
                key.role().wireName(),
                key.scopes().stream().sorted().toList(),
                key.createdAt());
    }
}
