package dev.tidepool.session.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.quarkus.runtime.annotations.RegisterResourceBundle;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The published schemas. A message is checked in two steps that together say the same as its whole schema: the message around its
 * components, and each component by the schema of its own name, so that the answer names the one that is wrong.
 */
@Singleton
@RegisterResourceBundle(bundleName = "jsv-messages") // The validator's texts.
class A2uiSchemas {

    private static final String BASE = "https://a2ui.org/specification/";

    /** By this name the schemas of v0.9 refer to whichever catalog a surface has. */
    private static final String CATALOG_0_9 = BASE + "v0_9/catalog.json";

    private static final Map<String, String> DEFINITIONS_0_9 = Map.of(
            "createSurface", "CreateSurfaceMessage",
            "updateComponents", "UpdateComponentsMessage",
            "updateDataModel", "UpdateDataModelMessage",
            "deleteSurface", "DeleteSurfaceMessage");

    private final SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .formatAssertionsEnabled(true)
            .build();

    private final Map<A2uiCatalog, JsonSchemaFactory> factories = new ConcurrentHashMap<>();
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    /** What is wrong with a message, its components left aside. */
    Optional<Invalid> ofEnvelope(A2uiCatalog catalog, String action, JsonNode message) {
        String location = switch (catalog.version()) {
            case V0_8 -> BASE + "v0_8/server_to_client.json";
            case V0_9 -> BASE + "v0_9/server_to_client.json#/$defs/" + DEFINITIONS_0_9.get(action);
        };
        return first(schema(catalog, location), message);
    }

    /** Whether the version has such an action. */
    boolean hasAction(A2uiVersion version, String action) {
        return switch (version) {
            case V0_8 ->
                switch (action) {
                    case "beginRendering", "surfaceUpdate", "dataModelUpdate", "deleteSurface" -> true;
                    default -> false;
                };
            case V0_9 -> DEFINITIONS_0_9.containsKey(action);
        };
    }

    /** Whether the catalog has a component of this name. */
    boolean hasComponent(A2uiCatalog catalog, String name) {
        return schema(catalog, catalog.id()).getSchemaNode().path("components").has(name);
    }

    /** What is wrong with a component (v0.9), or with its members (v0.8). */
    Optional<Invalid> ofComponent(A2uiCatalog catalog, String name, JsonNode component) {
        return first(schema(catalog, catalog.id() + "#/components/" + name), component);
    }

    /** What is wrong with what a client reports. */
    Optional<Invalid> ofReport(A2uiVersion version, JsonNode message) {
        A2uiCatalog any = A2uiCatalog.defaultOf(version);
        String folder = switch (version) {
            case V0_8 -> "v0_8";
            case V0_9 -> "v0_9";
        };
        return first(schema(any, BASE + folder + "/client_to_server.json"), message);
    }

    /** The one that lies deepest tells most: an alternative that fails far inside is the one that was meant. */
    private static Optional<Invalid> first(JsonSchema schema, JsonNode tree) {
        return schema.validate(tree).stream()
                .max(Comparator.comparingInt(
                        found -> found.getInstanceLocation().getNameCount()))
                .map(A2uiSchemas::invalid);
    }

    private static Invalid invalid(ValidationMessage message) {
        String path = message.getInstanceLocation().toString();
        String text = message.getMessage();
        String prefix = path + ": ";
        return new Invalid(path, text.startsWith(prefix) ? text.substring(prefix.length()) : text);
    }

    private JsonSchema schema(A2uiCatalog catalog, String location) {
        return schemas.computeIfAbsent(
                catalog + " " + location, key -> factory(catalog).getSchema(SchemaLocation.of(location), config));
    }

    private JsonSchemaFactory factory(A2uiCatalog catalog) {
        return factories.computeIfAbsent(catalog, A2uiSchemas::newFactory);
    }

    private static JsonSchemaFactory newFactory(A2uiCatalog catalog) {
        Map<String, String> texts = new HashMap<>();
        for (String file : new String[] {
            "v0_8/server_to_client.json",
            "v0_8/client_to_server.json",
            "v0_9/server_to_client.json",
            "v0_9/client_to_server.json",
            "v0_9/common_types.json"
        }) {
            texts.put(BASE + file, text(file));
        }
        texts.put(catalog.id(), text(catalog.resource()));
        if (catalog.version() == A2uiVersion.V0_9) {
            texts.put(CATALOG_0_9, text(catalog.resource()));
        }
        return JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012, builder -> builder.schemaLoaders(loaders -> loaders.schemas(texts)));
    }

    private static String text(String file) {
        try (InputStream in = A2uiSchemas.class.getResourceAsStream("/a2ui/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no resource /a2ui/" + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
