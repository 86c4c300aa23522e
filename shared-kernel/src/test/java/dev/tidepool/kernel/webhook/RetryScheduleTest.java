package dev.tidepool.kernel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    private final RetrySchedule schedule = new RetrySchedule(Duration.ofSeconds(10), Duration.ofHours(6));

    @Test
    void waitsThreeTimesAsLongEachTimeAndNoLongerThanTheLast() {
        assertThat(schedule.after(1, 0.5)).isEqualTo(Duration.ofSeconds(10));
        assertThat(schedule.after(2, 0.5)).isEqualTo(Duration.ofSeconds(30));
        assertThat(schedule.after(3, 0.5)).isEqualTo(Duration.ofSeconds(90));
        assertThat(schedule.after(8, 0.5)).isEqualTo(Duration.ofHours(6));
        assertThat(schedule.after(1000, 0.5)).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void spreadsByAFifth() {
        assertThat(schedule.after(1, 0)).isEqualTo(Duration.ofSeconds(8));
        assertThat(schedule.after(1, 1)).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> schedule.after(0, 0.5)).hasMessageContaining("0");
        assertThatThrownBy(() -> schedule.after(1, 1.5)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> new RetrySchedule(Duration.ZERO, Duration.ofHours(6)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetrySchedule(Duration.ofHours(7), Duration.ofHours(6)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
