package dev.tidepool.gateway.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;

/**
 * The keys of one purpose, oldest first. All of them verify and are published. The newest that has been published for long
 * enough signs: by then everybody who keeps a key set for a while has fetched one with it. Pure.
 */
record KeyRing(List<DatedKey> keys) {

    /** @param number of the file's name, one more for each rotation; since the file was written it is published */
    record DatedKey(int number, EllipticCurveJsonWebKey key, Instant since) {}

    KeyRing {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there must be a key");
        }
        keys = keys.stream().sorted(Comparator.comparingInt(DatedKey::number)).toList();
    }

    /** The key to sign with. When none has been published for long enough, as at the first start, the oldest does. */
    DatedKey signing(Instant now, Duration publishedBefore) {
        return keys.reversed().stream()
                .filter(key -> !key.since().plus(publishedBefore).isAfter(now))
                .findFirst()
                .orElseGet(keys::getFirst);
    }

    DatedKey newest() {
        return keys.getLast();
    }

    Optional<EllipticCurveJsonWebKey> ofId(String keyId) {
        return keys.stream()
                .map(DatedKey::key)
                .filter(key -> keyId.equals(key.getKeyId()))
                .findFirst();
    }

    List<JsonWebKey> all() {
        return keys.stream().<JsonWebKey>map(DatedKey::key).toList();
    }

    /** Of all of them. */
    List<String> ids() {
        return keys.stream().map(key -> key.key().getKeyId()).toList();
    }

    /** Those whose successors have been signing for longer than {@code kept}: nothing they signed is valid any more. */
    List<DatedKey> retired(Instant now, Duration publishedBefore, Duration kept) {
        int signing = signing(now, publishedBefore.plus(kept)).number();
        return keys.stream().filter(key -> key.number() < signing).toList();
    }
}
