package dev.tidepool.session.skill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.skill.manifest.SkillError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputSchemaTest {

    private static final String CITY = """
            {"type":"object","required":["city"],"additionalProperties":false,
             "properties":{"city":{"$ref":"#/$defs/name"},"days":{"type":"integer","minimum":1,"maximum":7}},
             "$defs":{"name":{"type":"string","minLength":1}}}""";

    @Test
    void whatFitsPasses() throws Exception {
        InputSchema.of(json(CITY)).require(json("{\"city\":\"Kiel\",\"days\":7}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"city\":\"\"}",
                "{\"city\":1}",
                "{\"city\":\"Kiel\",\"days\":8}",
                "{\"city\":\"Kiel\",\"days\":1.5}",
                "{\"city\":\"Kiel\",\"more\":true}"
            })
    void whatDoesNotFitIsToldSo(String input) throws Exception {
        InputSchema schema = InputSchema.of(json(CITY));
        ObjectNode given = json(input);
        assertThatThrownBy(() -> schema.require(given))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(SkillError.SKILL_INPUT_INVALID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\":\"http://169.254.169.254/latest\"}",
                "{\"$ref\":\"file:///etc/passwd\"}",
                "{\"properties\":{\"a\":{\"$ref\":\"classpath:/application.properties\"}}}",
                "{\"$ref\":\"#\"}",
                "{\"$schema\":\"http://evil.example/schema\"}",
                "{\"properties\":{\"a\":{\"pattern\":\"(a+)+$\"}}}",
                "{\"patternProperties\":{\"(a+)+$\":{}}}",
                "{\"type\":\"nonsense\",\"properties\":5}"
            })
    void whatReachesElsewhereOrTakesForEverIsRefused(String schema) throws Exception {
        ObjectNode given = json(schema);
        assertThatThrownBy(
                        () -> InputSchema.of(given).require(json("{\"a\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"}")))
                .isInstanceOf(Problem.class);
    }

    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) new ObjectMapper().readTree(text);
    }
}
