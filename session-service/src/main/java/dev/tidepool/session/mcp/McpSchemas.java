package dev.tidepool.session.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.tidepool.session.json.ExactJson;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** JSON Schemas that ship with the service: a resource holds several, each with the name of what it describes. */
@Singleton
class McpSchemas {

    private static final int MOST_TOLD = 5;

    private final ExactJson json;
    private final SchemaValidatorsConfig config =
            SchemaValidatorsConfig.builder().locale(Locale.ROOT).failFast(false).build();

    McpSchemas(ExactJson json) {
        this.json = json;
    }

    /**
     * Why a value does not fit.
     *
     * @param field the member that is wrong, missing or not known; empty for the value itself
     */
    record Misfit(String field, String detail) {}

    Map<String, JsonSchema> read(String resource) {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
        return load(resource).properties().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, named -> compiled(factory.getSchema(named.getValue(), config))));
    }

    private static JsonSchema compiled(JsonSchema schema) {
        schema.initializeValidators();
        return schema;
    }

    private ObjectNode load(String resource) {
        ClassLoader loader = Objects.requireNonNull(Thread.currentThread().getContextClassLoader());
        try (InputStream in = Objects.requireNonNull(loader.getResourceAsStream(resource), resource)) {
            return json.parseObject(in.readAllBytes()).orElseThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Optional<Misfit> misfit(JsonSchema schema, JsonNode value) {
        List<ValidationMessage> found = schema.validate(value).stream()
                .sorted(Comparator.comparing(ValidationMessage::getMessage))
                .limit(MOST_TOLD)
                .toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Misfit(
                        fieldOf(found.getFirst()),
                        found.stream().map(ValidationMessage::getMessage).collect(Collectors.joining("; ")) + "."));
    }

    private static String fieldOf(ValidationMessage message) {
        if (message.getInstanceLocation().getNameCount() > 0) {
            return message.getInstanceLocation().getName(0);
        }
        return Objects.requireNonNullElse(message.getProperty(), "");
    }
}
