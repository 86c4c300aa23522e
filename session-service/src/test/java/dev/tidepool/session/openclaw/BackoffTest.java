package dev.tidepool.session.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    @ParameterizedTest
    @CsvSource({"0, 1000", "1, 2000", "4, 16000", "5, 30000", "16, 30000", "2147483647, 30000"})
    void doublesUpToTheLongestWait(int attempt, long millis) {
        assertThat(backoff.delay(attempt, 0.5)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void spreadsByAFifth() {
        assertThat(backoff.delay(0, 0)).isEqualTo(Duration.ofMillis(800));
        assertThat(backoff.delay(0, 1)).isEqualTo(Duration.ofMillis(1200));
        assertThat(backoff.delay(9, 1)).isEqualTo(Duration.ofSeconds(30));
    }
}
