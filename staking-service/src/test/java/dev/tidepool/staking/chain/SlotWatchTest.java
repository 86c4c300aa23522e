package dev.tidepool.staking.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlotWatchTest {

    private static final Duration MEMORY = Duration.ofSeconds(60);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final SlotWatch slots = new SlotWatch(2, 20, MEMORY, () -> now);

    @Test
    void saysHowFarOneIsBehind() {
        slots.saw(0, 1000);
        slots.saw(1, 1021);

        assertThat(slots.lag(0)).hasValue(21);
        assertThat(slots.lag(1)).hasValue(0);
        assertThat(slots.lags(0)).isTrue();
        assertThat(slots.lags(1)).isFalse();
    }

    @Test
    void grantsTheSlotsThatFitInBetween() {
        slots.saw(0, 1000);
        now = now.plusSeconds(10);
        slots.saw(1, 1030);

        assertThat(slots.lag(0)).hasValue(5);
        assertThat(slots.lags(0)).isFalse();
    }

    @Test
    void knowsNothingOfWhomNobodySaw() {
        slots.saw(1, 1030);

        assertThat(slots.lag(0)).isEmpty();
        assertThat(slots.lags(0)).isFalse();
    }

    @Test
    void wantsNoAnswerOlderThanTheNewestByMoreThanTheLimit() {
        assertThat(slots.floor()).isZero();
        slots.saw(0, 1000);
        slots.saw(1, 990);

        assertThat(slots.floor()).isEqualTo(980);
    }

    @Test
    void forgetsWhatIsTooOldToMatter() {
        slots.saw(0, 1000);
        now = now.plus(MEMORY).plusMillis(1);

        assertThat(slots.floor()).isZero();
        assertThat(slots.lag(0)).isEmpty();
        assertThat(slots.sawWithin(0, MEMORY)).isFalse();
    }
}
