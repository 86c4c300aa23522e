package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.id.OrganizationId;
import java.time.Instant;
import java.util.Set;

/**
 * A key as it is stored.
 *
 * @param prefix what may be shown of it
 * @param hash SHA-256 in hex of the whole key
 */
record ApiKey(
        ApiKeyId id,
        OrganizationId organization,
        String name,
        String prefix,
        String hash,
        Role role,
        Set<String> scopes,
        Instant createdAt) {

    ApiKey {
        if (name.isBlank() || name.length() > 64) {
            throw new IllegalArgumentException("name must be 1 to 64 characters: " + name);
        }
        scopes = Set.copyOf(scopes);
    }

    static ApiKey of(
            ApiKeyId id,
            OrganizationId organization,
            String name,
            String text,
            Role role,
            Set<String> scopes,
            Instant now) {
        return new ApiKey(id, organization, name, ApiKeyText.shown(text), ApiKeyText.hash(text), role, scopes, now);
    }
}
