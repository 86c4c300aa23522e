package dev.tidepool.gateway.lockout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidepool.gateway.lockout.Backoff.Attempts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Backoff RULE =
            new Backoff(3, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(1));
    private static final long NOON = 1_000_000_000;

    @Test
    void locksForTwiceAsLongEachTimeUpToTheLongest() {
        List<Long> waits = new ArrayList<>();
        Attempts attempts = Attempts.NONE;
        long now = NOON;
        for (int i = 0; i < 8; i++) {
            attempts = RULE.counted(attempts, now);
            long wait = Backoff.waitOf(attempts, now);
            waits.add(wait);
            now += wait;
        }
        assertThat(waits).containsExactly(0L, 0L, 1_000L, 2_000L, 4_000L, 8_000L, 10_000L, 10_000L);
    }

    @Test
    void forgivesOneAttemptInEachTimeOfDecay() {
        Attempts attempts = RULE.counted(RULE.counted(Attempts.NONE, NOON), NOON);
        assertThat(Backoff.waitOf(RULE.counted(attempts, NOON), NOON)).isEqualTo(1_000);
        long later = NOON + Duration.ofMinutes(1).toMillis();
        assertThat(RULE.counted(attempts, later).count()).isEqualTo(2);
        assertThat(Backoff.waitOf(RULE.counted(attempts, later), later)).isZero();
        long muchLater = NOON + Duration.ofHours(1).toMillis();
        assertThat(RULE.counted(attempts, muchLater).count()).isEqualTo(1);
    }

    @Test
    void countsAnAttemptThatHasNotQuiteDecayed() {
        Attempts attempts = RULE.counted(RULE.counted(Attempts.NONE, NOON), NOON);
        long later = NOON + Duration.ofSeconds(59).toMillis();
        assertThat(Backoff.waitOf(RULE.counted(attempts, later), later)).isEqualTo(1_000);
    }

    @Test
    void givesAnAttemptBackThatTurnedOutWell() {
        Attempts attempts = Attempts.NONE;
        for (int i = 0; i < 3; i++) {
            attempts = RULE.counted(attempts, NOON);
        }
        assertThat(Backoff.waitOf(attempts, NOON)).isEqualTo(1_000);
        Attempts forgiven = RULE.forgiven(attempts);
        assertThat(Backoff.waitOf(forgiven, NOON)).isZero();
        assertThat(forgiven.count()).isEqualTo(2);
        assertThat(RULE.forgiven(Attempts.NONE).count()).isZero();
    }

    @Test
    void refusesRulesThatCannotBeMeant() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(0, second, second, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(1, second, Duration.ofMillis(1), second));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(1, second, second, Duration.ZERO));
    }
}
