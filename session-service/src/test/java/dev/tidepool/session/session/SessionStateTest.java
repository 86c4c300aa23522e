package dev.tidepool.session.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.problem.Problem;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionStateTest {

    private static final Instant END = Instant.parse("2026-01-01T00:00:00Z");
    private final SessionState active = new SessionState.Active(END);

    @Test
    void isActiveUntilItsVeryEnd() {
        assertThat(active.at(END.minusNanos(1))).isSameAs(active);
        assertThat(active.at(END)).isEqualTo(new SessionState.Expired(END));
    }

    @Test
    void closesFromActive() {
        assertThat(active.toClosed(END.minusSeconds(5))).isEqualTo(new SessionState.Closed(END.minusSeconds(5)));
    }

    @Test
    void staysClosedWhateverComes() {
        SessionState.Closed closed = new SessionState.Closed(END.minusSeconds(5));
        assertThat(closed.at(END.plusSeconds(5))).isSameAs(closed);
        assertThat(closed.toClosed(END.plusSeconds(5))).isSameAs(closed);
    }

    @Test
    void anExpiredOneCannotBeClosed() {
        assertThatThrownBy(() -> new SessionState.Expired(END).toClosed(END))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(SessionError.SESSION_EXPIRED));
    }

    @Test
    void onlyAnActiveOneTakesMessages() {
        active.requireActive();
        assertThatThrownBy(() -> new SessionState.Expired(END).requireActive()).hasMessageContaining("SESSION_EXPIRED");
        assertThatThrownBy(() -> new SessionState.Closed(END).requireActive()).hasMessageContaining("SESSION_CLOSED");
    }
}
