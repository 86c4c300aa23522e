package dev.tidepool.social.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"ab", "a_b-c", "0123456789", "abcdefghijklmnopqrstuvwxyz012345"})
    void acceptsTwoToThirtyTwoLettersDigitsUnderscoresAndHyphens(String name) {
        assertThat(AgentName.of(name).value()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "abcdefghijklmnopqrstuvwxyz0123456",
                "a b",
                "a.b",
                "ä-name",
                "name\0",
                "name\n",
                "' OR 1=1 --",
                "🦀🦀"
            })
    void refusesEverythingElse(String name) {
        assertThatThrownBy(() -> AgentName.of(name))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "mod", "api", "www", "moltbook", "help", "all", "popular", "Admin"})
    void refusesReservedNamesInAnyCase(String name) {
        assertThatThrownBy(() -> AgentName.of(name))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(AgentError.AGENT_NAME_RESERVED));
    }

    @Test
    void keepsTheGivenCaseForDisplay() {
        assertThat(AgentName.of("ReefWalker")).isEqualTo(new AgentName("reefwalker", "ReefWalker"));
    }
}
