package dev.tidepool.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.auth.KeyRing.DatedKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {

    private static final Instant NOW = Instant.parse("2030-01-31T00:00:00Z");
    private static final Duration LEAD = Duration.ofMinutes(15);
    private static final Duration KEPT = Duration.ofDays(1);

    @TempDir
    static Path directory;

    @Test
    void signsWithTheNewestKeyThatWasPublishedForLongEnough() {
        KeyRing ring = ring(Duration.ofDays(31), Duration.ofMinutes(15), Duration.ofMinutes(14));
        assertThat(ring.signing(NOW, LEAD).number()).isEqualTo(1);
        assertThat(ring.signing(NOW.plusSeconds(60), LEAD).number()).isEqualTo(2);
    }

    @Test
    void signsWithTheOldestWhenNoneWasPublishedForLong() {
        assertThat(ring(Duration.ofSeconds(2), Duration.ofSeconds(1))
                        .signing(NOW, LEAD)
                        .number())
                .isZero();
    }

    @Test
    void retiresAKeyOnceItsSuccessorHasSignedForLongEnough() {
        assertThat(ring(Duration.ofDays(31), Duration.ofDays(1)).retired(NOW, LEAD, KEPT))
                .isEmpty();
        KeyRing later = ring(Duration.ofDays(32), Duration.ofDays(1).plus(LEAD));
        assertThat(later.retired(NOW, LEAD, KEPT)).extracting(DatedKey::number).containsExactly(0);
    }

    @Test
    void retiresNoKeyThatSigns() {
        assertThat(ring(Duration.ofDays(400)).retired(NOW, LEAD, KEPT)).isEmpty();
    }

    @Test
    void findsKeysByTheirId() {
        KeyRing ring = ring(Duration.ofDays(1), Duration.ofHours(1));
        String id = ring.newest().key().getKeyId();
        assertThat(ring.ofId(id)).contains(ring.newest().key());
        assertThat(ring.ofId("")).isEmpty();
    }

    /** Keys of these ages, oldest first. */
    private static KeyRing ring(Duration... ages) {
        DatedKey[] keys = new DatedKey[ages.length];
        for (int i = 0; i < ages.length; i++) {
            EllipticCurveJsonWebKey key = SigningKeyFile.loadOrCreate(directory.resolve(i + ".pem"));
            keys[i] = new DatedKey(i, key, NOW.minus(ages[i]));
        }
        return new KeyRing(List.of(keys));
    }
}
