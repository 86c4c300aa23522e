package dev.tidepool.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerWantedTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"message\",\"content\":\"hello\",\"answer\":true}",
                "{\"answer\": true, \"type\":\"action\",\"message\":{\"a\":[1,{}]}}",
                "{\"message\":{\"answer\":false},\"\\u0061nswer\":true}",
                "{\"answer\":false,\"answer\":true}",
                "{\"type\":\"answer\"}",
                "{\"type\":\"\\u0061nswer\",\"ref\":\"1\"}"
            })
    void seesAMessageThatWantsAnAnswer(String message) {
        assertThat(AnswerWanted.by(message)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"message\",\"content\":\"the \\\"answer\\\":true\"}",
                "{\"type\":\"message\",\"content\":\"answer\",\"answer\":false}",
                "{\"type\":\"action\",\"message\":{\"answer\":true}}",
                "{\"type\":\"stop\"}",
                "{\"answer\":",
                "[\"answer\"]",
                "answer",
                ""
            })
    void seesThatNoneIsWanted(String message) {
        assertThat(AnswerWanted.by(message)).isFalse();
    }
}
