package dev.tidepool.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EndpointStateTest {

    private static final EndpointState.Rules RULES =
            new EndpointState.Rules(3, Duration.ofSeconds(2), Duration.ofSeconds(60));

    @Test
    void ejectsAfterFailuresInARow() {
        EndpointState state = failed(EndpointState.InUse.FRESH, 2, 0);
        assertThat(state.isEjected(0)).isFalse();
        state = failed(state, 1, 0);
        assertThat(state.isEjected(seconds(1))).isTrue();
        assertThat(state.isEjected(seconds(2))).isFalse();
    }

    @Test
    void forgetsFailuresAfterASuccess() {
        EndpointState state = failed(failed(EndpointState.InUse.FRESH, 2, 0).onSuccess(), 2, 0);
        assertThat(state.isEjected(0)).isFalse();
    }

    @Test
    void ejectsForTwiceAsLongWhenItFailsAgain() {
        EndpointState state = failed(EndpointState.InUse.FRESH, 3, 0);
        state = failed(state, 1, 2);
        assertThat(state.isEjected(seconds(5))).isTrue();
        assertThat(state.isEjected(seconds(6))).isFalse();
        for (int round = 0; round < 100; round++) {
            state = failed(state, 1, 100 + round * 60L);
        }
        assertThat(state.isEjected(seconds(100 + 99 * 60 + 59))).isTrue();
        assertThat(state.isEjected(seconds(100 + 99 * 60 + 60)))
                .as("at most a minute")
                .isFalse();
    }

    @Test
    void takesNoNoticeOfFailuresThatWereUnderWay() {
        EndpointState ejected = failed(EndpointState.InUse.FRESH, 3, 0);
        assertThat(failed(ejected, 5, 1)).isEqualTo(ejected);
    }

    @Test
    void beginsAnewAfterASuccess() {
        EndpointState state =
                failed(failed(EndpointState.InUse.FRESH, 3, 0), 1, 2).onSuccess();
        assertThat(state).isEqualTo(EndpointState.InUse.FRESH);
    }

    @Test
    void refusesRulesThatMakeNoSense() {
        assertThatThrownBy(() -> new EndpointState.Rules(0, Duration.ofSeconds(1), Duration.ofSeconds(2)))
                .hasMessageContaining("tidepool.proxy.ejection");
        assertThatThrownBy(() -> new EndpointState.Rules(1, Duration.ofSeconds(3), Duration.ofSeconds(2)))
                .hasMessageContaining("longest-pause");
    }

    private static EndpointState failed(EndpointState state, int times, long at) {
        EndpointState next = state;
        for (int i = 0; i < times; i++) {
            next = next.onFailure(RULES, seconds(at));
        }
        return next;
    }

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }
}
