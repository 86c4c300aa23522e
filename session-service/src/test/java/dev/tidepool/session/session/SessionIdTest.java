package dev.tidepool.session.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdTest {

    @Test
    void isWrittenAsTheBareUuid() {
        String text = "0198c5e2-7a10-7cc3-9d1e-2f60a4b8c001";
        assertThat(SessionId.fromString(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "0198c5e2-7a10-7cc3-9d1e", "SessionId[value=0198c5e2-7a10-7cc3-9d1e-2f60a4b8c001]"})
    void textThatIsNoIdNamesNothing(String text) {
        assertThatThrownBy(() -> SessionId.fromString(text))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(SessionError.SESSION_NOT_FOUND));
    }
}
