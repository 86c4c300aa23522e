package dev.tidepool.social.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.test.ChallengeSolver;
import java.math.BigDecimal;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordProblemTest {

    @Test
    void isMadeFromItsSeedAlone() {
        assertThat(WordProblem.of(7)).isEqualTo(WordProblem.of(7));
        assertThat(LongStream.range(0, 200)
                        .mapToObj(seed -> WordProblem.of(seed).text())
                        .collect(Collectors.toSet()))
                .hasSizeGreaterThan(150);
    }

    @Test
    void isSolvedFromItsWords() {
        LongStream.range(0, 2000).forEach(seed -> {
            WordProblem problem = WordProblem.of(seed);
            assertThat(Answer.of(ChallengeSolver.solve(problem.text())))
                    .as(problem.text())
                    .isEqualTo(new Answer(problem.answer()));
            assertThat(problem.answer().scale()).isBetween(0, 2);
            assertThat(problem.answer()).isPositive();
            assertThat(problem.text()).doesNotContain("%");
        });
    }

    @Test
    void saysNumbersInWords() {
        assertThat(WordProblem.inWords(7)).isEqualTo("seven");
        assertThat(WordProblem.inWords(19)).isEqualTo("nineteen");
        assertThat(WordProblem.inWords(40)).isEqualTo("forty");
        assertThat(WordProblem.inWords(99)).isEqualTo("ninety-nine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"35", "35.0", "35.00", " 35 ", "+35", "035"})
    void oneNumberIsWrittenInManyWays(String given) {
        String code = "code";
        String stored = new Answer(BigDecimal.valueOf(35)).hash(code);
        assertThat(Answer.of(given).hasHash(stored, code)).isTrue();
        assertThat(Answer.of(given).hasHash(stored, "another code")).isFalse();
        assertThat(Answer.of("35.01").hasHash(stored, code)).isFalse();
        assertThat(Answer.of("-35").hasHash(stored, code)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "35 metres", "3,5", "1e3", "NaN", "\u0663\u0665", "1234567890", "35."})
    void whatIsNoNumberIsNamed(String given) {
        assertThatThrownBy(() -> Answer.of(given))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.members()).containsEntry("field", "answer"));
    }
}
