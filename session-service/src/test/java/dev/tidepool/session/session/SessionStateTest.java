package dev.tidepool.session.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionStateTest {

    private static final Instant IDLE = Instant.parse("2026-01-01T00:15:00Z");
    private static final Instant END = Instant.parse("2026-01-02T00:00:00Z");
    private static final Duration TTL = Duration.ofHours(24);
    private static final Duration IDLE_AFTER = Duration.ofMinutes(15);

    private final SessionState active = new SessionState.Active(IDLE, END);

    @Test
    void isActiveThenIdleThenExpiredEachAtItsVeryTime() {
        assertThat(active.at(IDLE.minusNanos(1))).isSameAs(active);
        assertThat(active.at(IDLE)).isEqualTo(new SessionState.Idle(IDLE, END));
        assertThat(active.at(END.minusNanos(1))).isEqualTo(new SessionState.Idle(IDLE, END));
        assertThat(active.at(END)).isEqualTo(new SessionState.Expired(END));
        assertThat(new SessionState.Idle(IDLE, END).at(END)).isEqualTo(new SessionState.Expired(END));
    }

    @Test
    void expiresWithoutHavingBeenIdleWhenItsLifeIsShorter() {
        assertThat(new SessionState.Active(END.plusSeconds(1), END).at(END)).isEqualTo(new SessionState.Expired(END));
    }

    @Test
    void aTouchMakesItActiveForItsWholeTime() {
        Instant now = IDLE.plusSeconds(60);
        SessionState.Active touched = new SessionState.Active(now.plus(IDLE_AFTER), now.plus(TTL));
        assertThat(active.touched(now, TTL, IDLE_AFTER)).isEqualTo(touched);
        assertThat(active.at(now).touched(now, TTL, IDLE_AFTER)).isEqualTo(touched);
    }

    @Test
    void closesFromActiveAndFromIdle() {
        SessionState.Closed closed = new SessionState.Closed(IDLE.plusSeconds(5));
        assertThat(active.toClosed(IDLE.plusSeconds(5))).isEqualTo(closed);
        assertThat(active.at(IDLE).toClosed(IDLE.plusSeconds(5))).isEqualTo(closed);
    }

    @Test
    void staysClosedWhateverComes() {
        SessionState.Closed closed = new SessionState.Closed(END.minusSeconds(5));
        assertThat(closed.at(END.plusSeconds(5))).isSameAs(closed);
        assertThat(closed.toClosed(END.plusSeconds(5))).isSameAs(closed);
        assertThatThrownBy(() -> closed.touched(END, TTL, IDLE_AFTER)).hasMessageContaining("SESSION_CLOSED");
    }

    @Test
    void anExpiredOneCanBeNeitherClosedNorTouched() {
        SessionState expired = new SessionState.Expired(END);
        assertThatThrownBy(() -> expired.toClosed(END))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(SessionError.SESSION_EXPIRED));
        assertThatThrownBy(() -> expired.touched(END, TTL, IDLE_AFTER)).hasMessageContaining("SESSION_EXPIRED");
    }

    @Test
    void onlyAnOpenOneTakesMessages() {
        active.requireOpen();
        active.at(IDLE).requireOpen();
        assertThatThrownBy(() -> new SessionState.Expired(END).requireOpen()).hasMessageContaining("SESSION_EXPIRED");
        assertThatThrownBy(() -> new SessionState.Closed(END).requireOpen()).hasMessageContaining("SESSION_CLOSED");
    }
}
