package dev.tidepool.kernel.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.problem.Problem;
import org.junit.jupiter.api.Test;

class CursorCodecTest {

    private final CursorCodec codec = new CursorCodec("a secret");

    @Test
    void readsBackWhatItWrote() {
        assertThat(codec.decode("posts", codec.encode("posts", "12.5", "", "é")))
                .containsExactly("12.5", "", "é");
    }

    @Test
    void refusesEveryChangedCharacter() {
        String cursor = codec.encode("posts", "12.5", "id");
        for (int at = 0; at < cursor.length(); at++) {
            char other = cursor.charAt(at) == 'A' ? 'B' : 'A';
            String changed = cursor.substring(0, at) + other + cursor.substring(at + 1);
            assertThatThrownBy(() -> codec.decode("posts", changed)).isInstanceOf(Problem.class);
        }
    }

    @Test
    void refusesTheCursorOfAnotherListOrSecret() {
        assertThatThrownBy(() -> codec.decode("agents", codec.encode("posts", "1")))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> codec.decode("posts", new CursorCodec("other").encode("posts", "1")))
                .isInstanceOf(Problem.class);
    }

    @Test
    void refusesWhatIsNoCursor() {
        assertThatThrownBy(() -> codec.decode("posts", "")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> codec.decode("posts", "%%%")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> codec.decode("posts", "A".repeat(10_000))).isInstanceOf(Problem.class);
    }
}
