package dev.tidepool.social.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkPaceTest {

    /** The clock may stand at any number, and come round. */
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 50);

    @ParameterizedTest
    @CsvSource({"0.25, 300", "0.5, 100", "0.1, 900", "1, 0"})
    void theRestIsInProportionToTheWork(double share, long rest) {
        WorkPace pace = new WorkPace(share, clock::get);
        assertThat(pace.isResting()).as("before all work").isFalse();
        long began = pace.begin();
        clock.addAndGet(100);
        pace.worked(began);
        assertThat(pace.isResting()).isEqualTo(rest > 0);
        clock.addAndGet(Math.max(0, rest - 1));
        assertThat(pace.isResting()).isEqualTo(rest > 0);
        clock.addAndGet(Math.min(1, rest));
        assertThat(pace.isResting()).isFalse();
    }

    @Test
    void longerWorkNeedsALongerRest() {
        WorkPace pace = new WorkPace(0.5, clock::get);
        for (long work : new long[] {10, 1000, 1}) {
            long began = pace.begin();
            clock.addAndGet(work);
            pace.worked(began);
            clock.addAndGet(work - 1);
            assertThat(pace.isResting()).as("after %d", work).isTrue();
            clock.incrementAndGet();
            assertThat(pace.isResting()).as("after %d", work).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN})
    void aShareIsAboveNothingAndAtMostAll(double share) {
        assertThatThrownBy(() -> new WorkPace(share, clock::get)).hasMessageContaining("embedding.share");
    }
}
