package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.id.OrganizationId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A key as it is stored.
 *
 * @param createdBy the subject on whose behalf it was made
 */
record ApiKey(
        ApiKeyId id,
        OrganizationId organization,
        String name,
        Role role,
        Set<String> scopes,
        KeyTerms terms,
        KeyText text,
        Instant createdAt,
        Optional<String> createdBy,
        Optional<Instant> lastUsedAt) {

    ApiKey {
        if (name.isBlank() || name.length() > 64) {
            throw new IllegalArgumentException("name must be 1 to 64 characters: " + name);
        }
        scopes = Set.copyOf(scopes);
    }

    /** A new key with this text, of which only the hash is kept. */
    static ApiKey of(
            ApiKeyId id,
            OrganizationId organization,
            String name,
            Role role,
            Set<String> scopes,
            KeyTerms terms,
            String text,
            Optional<String> createdBy,
            Instant now) {
        return new ApiKey(
                id, organization, name, role, scopes, terms, KeyText.of(text, now), now, createdBy, Optional.empty());
    }

    /** The key with another text: the one it has now works until then. */
    ApiKey rotated(String newText, Instant now, Instant previousEndsAt) {
        Instant end = text.endsAt().filter(due -> due.isBefore(previousEndsAt)).orElse(previousEndsAt);
        KeyText fresh = KeyText.of(newText, now);
        KeyText next = new KeyText(fresh.prefix(), fresh.hash(), now, Optional.empty(), Optional.of(end));
        return new ApiKey(id, organization, name, role, scopes, terms, next, createdAt, createdBy, lastUsedAt);
    }
}
