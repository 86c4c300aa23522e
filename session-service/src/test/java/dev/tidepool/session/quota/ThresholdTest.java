package dev.tidepool.session.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThresholdTest {

    @Test
    void eachIsToldOnceWhenItIsPassed() {
        assertThat(Threshold.toTell(new MonthUse.Counted(79, 0), 100)).isEmpty();
        assertThat(Threshold.toTell(new MonthUse.Counted(80, 0), 100)).contains(Threshold.NEAR);
        assertThat(Threshold.toTell(new MonthUse.Counted(99, 80), 100)).isEmpty();
        assertThat(Threshold.toTell(new MonthUse.Counted(100, 80), 100)).contains(Threshold.REACHED);
        assertThat(Threshold.toTell(new MonthUse.Counted(100, 100), 100)).isEmpty();
    }

    @Test
    void onlyTheHigherIsToldWhenBothArePassedAtOnce() {
        assertThat(Threshold.toTell(new MonthUse.Counted(100, 0), 100)).contains(Threshold.REACHED);
    }

    @Test
    void aRaisedLimitIsToldAnew() {
        MonthUse.Counted full = new MonthUse.Counted(100, 100);
        assertThat(Threshold.toTell(full, 1000)).isEmpty();
        assertThat(Threshold.toTell(new MonthUse.Counted(800, 100), 1000)).contains(Threshold.NEAR);
    }

    @Test
    void isNeverBelowItsShare() {
        assertThat(Threshold.NEAR.of(5)).isEqualTo(4);
        assertThat(Threshold.NEAR.of(6)).isEqualTo(5);
        assertThat(Threshold.toTell(new MonthUse.Counted(4, 0), 6)).isEqualTo(Optional.empty());
    }
}
