package dev.tidepool.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final BreakerState.Rules RULES = new BreakerState.Rules(3, Duration.ofSeconds(60));
    private static final BreakerState.Failure HANGING = new BreakerState.Failure(Duration.ofSeconds(60));

    private final Breaker breaker = new Breaker(Upstream.SESSION, RULES);

    @Test
    void opensAfterFailuresInARow() {
        fail(2, 0);
        assertThat(breaker.isOpen()).isFalse();
        fail(1, 0);
        assertThat(breaker.admit(seconds(1))).isEqualTo(new Breaker.Admission.Refused(Duration.ofSeconds(59)));
    }

    @Test
    void forgetsFailuresAfterASuccessOrALongTime() {
        fail(2, 0);
        breaker.succeeded();
        fail(2, 0);
        assertThat(breaker.isOpen()).isFalse();
        fail(1, 61);
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void admitsOneTrialAndClosesWhenItSucceeds() {
        fail(3, 0);
        assertThat(breaker.admit(seconds(60))).isInstanceOf(Breaker.Admission.Pass.class);
        assertThat(breaker.admit(seconds(60))).isInstanceOf(Breaker.Admission.Refused.class);
        breaker.succeeded();
        assertThat(breaker.admit(seconds(60))).isInstanceOf(Breaker.Admission.Pass.class);
    }

    @Test
    void admitsAnotherTrialWhenTheFirstTakesLong() {
        fail(3, 0);
        breaker.admit(seconds(60));
        assertThat(breaker.admit(seconds(61))).isInstanceOf(Breaker.Admission.Pass.class);
        assertThat(breaker.admit(seconds(61))).isInstanceOf(Breaker.Admission.Refused.class);
    }

    @Test
    void opensAgainWhenTheTrialFails() {
        fail(3, 0);
        breaker.admit(seconds(60));
        breaker.failed(HANGING, seconds(61));
        assertThat(breaker.admit(seconds(62))).isInstanceOf(Breaker.Admission.Refused.class);
    }

    @Test
    void triesTheNextRequestWhenTheTrialsClientLeft() {
        fail(3, 0);
        breaker.admit(seconds(60));
        breaker.abandoned(seconds(61));
        assertThat(breaker.admit(seconds(61))).isInstanceOf(Breaker.Admission.Pass.class);
    }

    private void fail(int times, long at) {
        for (int i = 0; i < times; i++) {
            breaker.failed(HANGING, seconds(at));
        }
    }

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }
}
