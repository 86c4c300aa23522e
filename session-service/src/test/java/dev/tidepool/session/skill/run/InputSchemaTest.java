package dev.tidepool.session.skill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillFormatError;
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
                "{\"type\":\"nonsense\",\"properties\":5}",
                "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"properties\":{\"a\":{\"$ref\":\"#/$defs/a\"}}}}}",
                "{\"$ref\":\"#/$defs/%61\",\"$defs\":{\"a\":{}}}",
                "{\"$ref\":\"#/$defs/b\"}"
            })
    void whatReachesElsewhereOrTakesForEverIsRefused(String schema) throws Exception {
        ObjectNode given = json(schema);
        assertThatThrownBy(
                        () -> InputSchema.of(given).require(json("{\"a\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"}")))
                .isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 24, 200})
    void referencesThatMultiplyAreRefusedBeforeTheyAreBuilt(int levels) throws Exception {
        StringBuilder definitions = new StringBuilder("\"a" + levels + "\":{}");
        for (int level = 0; level < levels; level++) {
            String next = "{\"$ref\":\"#/$defs/a" + (level + 1) + "\"}";
            definitions.append(",\"a%d\":{\"allOf\":[%s,%s]}".formatted(level, next, next));
        }
        ObjectNode schema = json("{\"$ref\":\"#/$defs/a0\",\"$defs\":{" + definitions + "}}");
        assertThatThrownBy(() -> InputSchema.of(schema)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(SkillFormatError.SKILL_MALFORMED);
            assertThat(problem.detail()).contains("2000 parts");
        });
    }

    @Test
    void anInputOfMorePartsThanCanBeComparedIsRefused() throws Exception {
        String each = "{\"properties\":{\"a\":{\"items\":{\"type\":\"string\"}}}}";
        ObjectNode schema = json("{\"allOf\":[" + (each + ",").repeat(99) + each + "]}");
        ObjectNode input = json("{\"a\":[" + "1,".repeat(130_000) + "1]}");
        assertThatThrownBy(() -> InputSchema.of(schema).require(input))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(SkillError.SKILL_INPUT_INVALID);
                    assertThat(problem.detail()).contains("parts");
                });
        InputSchema.of(json("{\"type\":\"object\"}")).require(json("{\"a\":[" + "1,".repeat(20_000) + "1]}"));
    }

    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) new ObjectMapper().readTree(text);
    }
}
