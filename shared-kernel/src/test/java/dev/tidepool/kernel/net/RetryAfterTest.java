package dev.tidepool.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("1994-11-06T08:49:37Z");

    @ParameterizedTest
    @CsvSource({"0,0", "7,7", "' 120 ',120", "999999999,999999999"})
    void readsSeconds(String header, long seconds) {
        assertThat(RetryAfter.read(header, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void readsADate() {
        assertThat(RetryAfter.read("Sun, 06 Nov 1994 08:50:07 GMT", NOW)).contains(Duration.ofSeconds(30));
        assertThat(RetryAfter.read("Sun, 06 Nov 1994 08:49:37 GMT", NOW)).contains(Duration.ZERO);
        assertThat(RetryAfter.read("Sun, 06 Nov 1994 08:49:36 GMT", NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "soon", "-1", "1.5", "9999999999", "1994-11-06T08:50:07Z", "Sun, 99 Nov 1994 08:50:07 GMT"})
    void saysNothingOfWhatIsNeither(String header) {
        assertThat(RetryAfter.read(header, NOW)).isEmpty();
    }
}
