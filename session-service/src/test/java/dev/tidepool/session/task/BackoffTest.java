package dev.tidepool.session.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    @Test
    void doublesWithEachFailure() {
        assertThat(backoff.after(1, 1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.after(2, 1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.after(6, 1)).isEqualTo(Duration.ofSeconds(32));
    }

    @Test
    void isNeverLongerThanTheLongest() {
        assertThat(backoff.after(10, 1)).isEqualTo(Duration.ofMinutes(5));
        assertThat(backoff.after(Integer.MAX_VALUE, 1)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void isSpreadOverItsSecondHalf() {
        assertThat(backoff.after(3, 0)).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.after(3, 0.5)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void refusesLimitsThatCannotBe() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
