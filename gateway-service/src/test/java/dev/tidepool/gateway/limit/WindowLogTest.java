package dev.tidepool.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowLogTest {

    private static final long SECOND = 1_000_000;
    private final WindowLog log =
            new WindowLog(List.of(new RateRule(3, Duration.ofMinutes(1)), new RateRule(5, Duration.ofHours(1))));

    @Test
    void admitsTheLimitInAnyWindowAndNoMore() {
        assertThat(allowed(0)).isTrue();
        assertThat(allowed(10)).isTrue();
        assertThat(allowed(59)).isTrue();
        assertThat(allowed(59)).isFalse();
        assertThat(allowed(60)).as("the first has left the window").isTrue();
        assertThat(allowed(61)).as("the window still holds three").isFalse();
    }

    @Test
    void saysWhenToComeBack() {
        allowed(0);
        allowed(10);
        allowed(20);
        RateDecision.Denied denied = (RateDecision.Denied) log.take(30 * SECOND);
        assertThat(denied.retryAfter()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void appliesTheTightestRule() {
        for (int i = 0; i < 5; i++) {
            assertThat(allowed(i * 100L)).isTrue();
        }
        RateDecision.Denied denied = (RateDecision.Denied) log.take(500 * SECOND);
        assertThat(denied.retryAfter()).isEqualTo(Duration.ofSeconds(3100));
    }

    @Test
    void takesBackWhatWasRefusedElsewhere() {
        allowed(0);
        allowed(1);
        allowed(2);
        log.release(1 * SECOND);
        assertThat(allowed(3)).isTrue();
        assertThat(allowed(3)).isFalse();
    }

    private boolean allowed(long second) {
        return log.take(second * SECOND) instanceof RateDecision.Allowed;
    }
}
