package dev.tidepool.gateway.apikey;

import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of a key's texts.
 *
 * @param prefix what may be shown of the present one
 * @param hash its SHA-256 in hex
 * @param endsAt when it stops unless it is replaced; empty until it is due
 * @param previousEndsAt when the one before stops, or did
 */
record KeyText(
        String prefix, String hash, Instant issuedAt, Optional<Instant> endsAt, Optional<Instant> previousEndsAt) {

    static KeyText of(String text, Instant now) {
        return new KeyText(ApiKeyText.shown(text), ApiKeyText.hash(text), now, Optional.empty(), Optional.empty());
    }

    /** Whether the text before this one works still. */
    boolean inGrace(Instant now) {
        return previousEndsAt.isPresent() && previousEndsAt.get().isAfter(now);
    }
}
