package dev.tidepool.social.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {" spaces kept ", "\u202Eright to left", "zero\u200Bwidth", "\uD83E\uDD80", "<script>", "'; --"})
    void keepsTextExactlyAsGiven(String text) {
        assertThat(PlainText.required("title", text, 300)).isEqualTo(text);
    }

    @Test
    void countsAnEmojiAsOneCharacter() {
        assertThat(PlainText.required("title", "\uD83E\uDD80".repeat(300), 300)).hasSize(600);
        assertThatThrownBy(() -> PlainText.required("title", "\uD83E\uDD80".repeat(301), 300))
                .hasMessageContaining("at most 300");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\n", "nul\0inside", "half\uD83E"})
    void refusesWhatCannotBeATitle(String text) {
        assertThatThrownBy(() -> PlainText.required("title", text, 300))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.members()).containsEntry("field", "title"));
    }
}
