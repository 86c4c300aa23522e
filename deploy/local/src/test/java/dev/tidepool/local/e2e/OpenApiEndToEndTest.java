package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The description of the running suite against the committed one; docs/openapi/README.md says how to write it anew. */
class OpenApiEndToEndTest {

    private static final Path COMMITTED =
            Path.of(System.getProperty("tidepool.root", "../..")).resolve("docs/openapi/tidepool.json");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final JsonNode served =
            Running.suite().anonymous().get("/api/openapi.json").expect(200).json();

    @Test
    void theCommittedDescriptionIsTheServedOne() throws IOException {
        assertThat(served.has("x-missing-services")).isFalse();
        String text = JSON.writeValueAsString(JSON.convertValue(served, Object.class)) + "\n";
        if (Boolean.getBoolean("tidepool.openapi.write")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, text);
        }
        assertThat(COMMITTED)
                .as("write it anew as docs/openapi/README.md says")
                .content()
                .isEqualTo(text);
    }

    @Test
    void everyOperationCanBeReadAndCalled() {
        List<String> faults = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Map.Entry<String, JsonNode> path : served.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                faultsOf(path.getKey(), operation.getValue(), ids)
                        .forEach(fault -> faults.add(operation.getKey() + " " + path.getKey() + " " + fault));
            }
        }
        assertThat(faults).isEmpty();
        assertThat(ids).hasSizeGreaterThan(20);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        for (JsonNode reference : served.findValues("$ref")) {
            assertThat(reference.asText()).startsWith("#/");
            assertThat(served.at(reference.asText().substring(1)).isMissingNode())
                    .as(reference.asText())
                    .isFalse();
        }
    }

    @Test
    void noParameterOfAPathIsAnObject() {
        List<String> objects = new ArrayList<>();
        served.path("paths")
                .properties()
                .forEach(path -> path.getValue().findValues("parameters").stream()
                        .flatMap(parameters -> parameters.valueStream())
                        .filter(parameter -> parameter.path("in").asText().equals("path"))
                        .filter(parameter -> !typeOf(parameter.path("schema")).equals("string"))
                        .forEach(parameter -> objects.add(path.getKey() + " " + parameter)));
        assertThat(objects).isEmpty();
    }

    private String typeOf(JsonNode schema) {
        JsonNode meant =
                schema.has("$ref") ? served.at(schema.path("$ref").asText().substring(1)) : schema;
        return meant.path("type").asText();
    }

    private static List<String> faultsOf(String path, JsonNode operation, Set<String> ids) {
        List<String> faults = new ArrayList<>();
        if (!ids.add(operation.path("operationId").asText(""))) {
            faults.add("has no operationId of its own");
        }
        if (operation.path("summary").asText("").isBlank()) {
            faults.add("has no summary");
        }
        if (operation.path("tags").isEmpty()) {
            faults.add("has no tag");
        }
        if (operation.path("responses").properties().stream()
                .noneMatch(response -> response.getKey().matches("[123]\\d\\d"))) {
            faults.add("says of no answer that it is a success");
        }
        for (JsonNode parameter : operation.path("parameters")) {
            String name = parameter.path("name").asText();
            if (parameter.path("in").asText().equals("path") && !path.contains("{" + name + "}")) {
                faults.add("has a parameter " + name + " that is not in the path");
            }
        }
        if (operation.path("parameters").findValuesAsText("in").stream()
                        .filter("path"::equals)
                        .count()
                < path.chars().filter(c -> c == '{').count()) {
            faults.add("does not describe a parameter of its path");
        }
        return faults;
    }
}
