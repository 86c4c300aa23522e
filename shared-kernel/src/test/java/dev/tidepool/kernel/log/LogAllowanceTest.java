package dev.tidepool.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LogAllowanceTest {

    private final LogAllowance allowance = new LogAllowance(2);
    private final long now = System.nanoTime();

    @Test
    void admitsSoManyLinesASecondAndTellsHowManyWereLost() {
        assertThat(allowance.next(now)).isEqualTo(OptionalLong.of(0));
        assertThat(allowance.next(now)).isEqualTo(OptionalLong.of(0));
        for (int i = 0; i < 1000; i++) {
            assertThat(allowance.next(now)).isEmpty();
        }
        long later = now + Duration.ofSeconds(1).toNanos();
        assertThat(allowance.next(later)).isEqualTo(OptionalLong.of(1000));
        assertThat(allowance.next(later)).isEqualTo(OptionalLong.of(0));
    }
}
