package dev.tidepool.session.skill.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillFormatError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a skill takes, as JSON Schema 2020-12 without what reaches elsewhere or can take for ever: references beyond the schema or
 * in a circle, regular expressions, and more parts than can be looked at. Takes milliseconds: not for the event loop.
 */
public final class InputSchema {

    private static final int MAX_MESSAGES = 10;

    /** Of the schema by those of the input: the most that is compared, and that can be found wrong. */
    private static final long MAX_COMPARED = 100_000;

    private static final Set<String> REFUSED =
            Set.of("pattern", "patternProperties", "$dynamicRef", "$recursiveRef", "$schema", "$id", "$vocabulary");

    private final JsonSchema schema;
    private final long parts;

    private InputSchema(JsonSchema schema, long parts) {
        this.schema = schema;
        this.parts = parts;
    }

    /** @throws Problem 400 {@link SkillFormatError#SKILL_MALFORMED} naming what is not taken */
    public static InputSchema of(ObjectNode json) {
        try {
            check(json);
            long parts = SchemaParts.count(json);
            JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                    SpecVersion.VersionFlag.V202012,
                    builder -> builder.schemaLoaders(loaders -> loaders.add(address -> {
                        throw new JsonSchemaException("nothing is loaded: " + address);
                    })));
            SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                    .locale(Locale.ROOT)
                    .failFast(false)
                    .build();
            JsonSchema schema = factory.getSchema(json, config);
            schema.initializeValidators();
            return new InputSchema(schema, parts);
        } catch (Problem refused) {
            throw refused;
        } catch (RuntimeException | StackOverflowError malformed) {
            throw malformed("is no JSON Schema: " + Printable.text(malformed));
        }
    }

    private static void check(JsonNode node) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String name = member.getKey();
            boolean leads = name.equals("$ref") && !member.getValue().asText().startsWith("#/$defs/");
            if (leads || (REFUSED.contains(name) && !member.getValue().isObject())) {
                throw malformed("must not use " + name + (leads ? " but to #/$defs/..." : ""));
            }
            if (name.equals("patternProperties")) {
                throw malformed("must not use " + name);
            }
        }
        node.forEach(InputSchema::check);
    }

    /** @throws Problem 400 {@link SkillError#SKILL_INPUT_INVALID} naming the members that do not fit */
    public void require(ObjectNode input) {
        long most = MAX_COMPARED / parts;
        if (SchemaParts.ofValue(input, most) > most) {
            throw Problem.of(
                            SkillError.SKILL_INPUT_INVALID,
                            "The input must have at most " + most + " parts: more are not compared with the schema.")
                    .with("field", "input");
        }
        List<String> wrong = messages(input);
        if (!wrong.isEmpty()) {
            throw Problem.of(
                            SkillError.SKILL_INPUT_INVALID, "The input does not fit: " + String.join("; ", wrong) + ".")
                    .with("field", "input");
        }
    }

    private List<String> messages(ObjectNode input) {
        try {
            return schema.validate(input).stream()
                    .map(ValidationMessage::getMessage)
                    .limit(MAX_MESSAGES)
                    .toList();
        } catch (RuntimeException | StackOverflowError endless) {
            return List.of("the skill's schema cannot be applied to it");
        }
    }

    private static Problem malformed(String rule) {
        return Problem.of(SkillFormatError.SKILL_MALFORMED, "The schema of the input " + rule + ".")
                .with("field", "metadata.tidepool.input");
    }
}
