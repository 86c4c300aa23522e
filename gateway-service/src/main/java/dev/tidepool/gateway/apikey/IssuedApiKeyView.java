package dev.tidepool.gateway.apikey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** @param apiKey the key itself, shown this once */
record IssuedApiKeyView(
        UUID id, String name, String prefix, String role, List<String> scopes, Instant createdAt, String apiKey) {

    static IssuedApiKeyView of(ApiKeyService.Issued issued) {
        ApiKeyView view = ApiKeyView.of(issued.key());
        return new IssuedApiKeyView(
                view.id(), view.name(), view.prefix(), view.role(), view.scopes(), view.createdAt(), issued.text());
    }
}
