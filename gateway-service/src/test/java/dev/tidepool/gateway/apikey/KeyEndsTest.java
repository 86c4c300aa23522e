package dev.tidepool.gateway.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyEndsTest {

    @Test
    void comesBackAsItWasAnnounced() {
        KeyEnds ends = new KeyEnds("ab".repeat(32), Instant.parse("2026-01-31T12:00:00.123Z"));
        assertThat(KeyEnds.ofWire(ends.wire())).contains(ends);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abab", "abab 12", "x 1 2"})
    void passesOverWhatIsNone(String wire) {
        assertThat(KeyEnds.ofWire(wire)).isEmpty();
    }
}
