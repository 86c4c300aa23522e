package dev.tidepool.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowCountTest {

    private static final long SECOND = 1_000_000;
    private final WindowCount count = new WindowCount(new RateRule(3, Duration.ofMinutes(1)));

    @Test
    void admitsTheLimitInAnyWindowAndNoMore() {
        admit(0.5);
        admit(10);
        admit(59.9);
        assertThat(isFull(at(60.4))).as("a window after the first").isTrue();
        assertThat(isFull(at(60.9))).as("the first one's second is not over").isTrue();
        assertThat(isFull(at(61))).as("the first has left").isFalse();
        admit(61);
        assertThat(isFull(at(70.9))).isTrue();
        assertThat(isFull(at(71))).isFalse();
    }

    @Test
    void saysWhenTheOldestLeaves() {
        admit(0.5);
        admit(20);
        assertThat(count.resetMicros(at(31))).isEqualTo(30 * SECOND);
        assertThat(count.resetMicros(at(62))).isEqualTo(19 * SECOND);
        assertThat(count.remaining(at(62))).isEqualTo(2);
    }

    @Test
    void saysWhenADearRequestWillFit() {
        admit(0.5);
        admit(20);
        admit(30);
        assertThat(count.waitMicros(1, at(31))).isEqualTo(30 * SECOND);
        assertThat(count.waitMicros(2, at(31))).isEqualTo(50 * SECOND);
        assertThat(count.waitMicros(3, at(31))).isEqualTo(60 * SECOND);
        assertThat(count.waitMicros(1, at(61))).isZero();
    }

    @Test
    void forgetsAllAfterALongPause() {
        admit(0);
        admit(1);
        assertThat(count.remaining(at(1_000_000))).isEqualTo(3);
        assertThat(count.resetMicros(at(1_000_000))).isEqualTo(60 * SECOND);
    }

    @Test
    void takesAnyOriginOfTheClock() {
        admit(-1000);
        assertThat(count.remaining(at(-941))).isEqualTo(2);
        assertThat(count.remaining(at(-938))).isEqualTo(3);
    }

    @Test
    void takesBackWhatStillCounts() {
        count.add(2, at(1));
        count.remove(2, at(1), at(2));
        assertThat(count.fits(3, at(2))).isTrue();
        count.add(3, at(3));
        count.remove(3, at(3), at(64));
        assertThat(count.remaining(at(64))).as("it had left by itself").isEqualTo(3);
    }

    private boolean isFull(long now) {
        return !count.fits(1, now);
    }

    private void admit(double second) {
        assertThat(isFull(at(second))).isFalse();
        count.add(1, at(second));
    }

    private static long at(double second) {
        return Math.round(second * SECOND);
    }
}
