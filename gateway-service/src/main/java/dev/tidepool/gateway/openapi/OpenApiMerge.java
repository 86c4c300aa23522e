package dev.tidepool.gateway.openapi;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Joins descriptions of several services into one. Pure. */
final class OpenApiMerge {

    private static final String DESCRIPTION =
            "One backend for AI agents. A request counts against its organisation's limit of"
                    + " requests in a minute, and against its key's if it has one: the tightest binds. It counts as many requests as its"
                    + " operation's x-request-cost says. Without a credential the client's network is counted: an IPv4 address or an"
                    + " IPv6 /64.";

    private static final String SCHEMAS = "#/components/schemas/";

    /** Sorted, so that the same services give the same text. */
    private final JsonObject paths = new JsonObject(new TreeMap<>());

    private final JsonObject schemas = new JsonObject(new TreeMap<>());
    private final Map<String, JsonObject> tags = new TreeMap<>();

    /** Adds a service's paths; a schema whose name is taken by a different one gets the service's name in front. */
    OpenApiMerge add(String service, JsonObject description) {
        JsonObject added =
                description.getJsonObject("components", new JsonObject()).getJsonObject("schemas", new JsonObject());
        Map<String, String> renamed = new HashMap<>();
        for (String name : added.fieldNames()) {
            boolean taken = schemas.containsKey(name) && !schemas.getValue(name).equals(added.getValue(name));
            renamed.put(SCHEMAS + name, SCHEMAS + (taken ? capitalised(service) + name : name));
        }
        for (String name : added.fieldNames()) {
            String target = renamed.getOrDefault(SCHEMAS + name, SCHEMAS + name).substring(SCHEMAS.length());
            schemas.put(target, renamed(added.getValue(name), renamed));
        }
        for (Map.Entry<String, Object> path : description.getJsonObject("paths", new JsonObject())) {
            if (!path.getKey().startsWith("/q/")) {
                JsonObject operations = (JsonObject) renamed(path.getValue(), renamed);
                paths.getMap().merge(path.getKey(), operations, OpenApiMerge::together);
            }
        }
        description.getJsonArray("tags", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .forEach(tag -> tags.putIfAbsent(tag.getString("name"), tag));
        return this;
    }

    /** Two services may serve one path by different methods. */
    private static Object together(Object first, Object second) {
        return ((JsonObject) first).copy().mergeIn((JsonObject) second);
    }

    /** Either credential will do. */
    static JsonArray schemes() {
        return new JsonArray()
                .add(new JsonObject().put("bearer", new JsonArray()))
                .add(new JsonObject().put("apiKey", new JsonArray()));
    }

    /** @param version of the suite */
    JsonObject merged(String version, OperationRules rules) {
        rules.apply(paths);
        JsonObject schemes = new JsonObject()
                .put("bearer", new JsonObject().put("type", "http").put("scheme", "bearer"))
                .put(
                        "apiKey",
                        new JsonObject()
                                .put("type", "apiKey")
                                .put("in", "header")
                                .put("name", "X-API-Key"));
        return new JsonObject()
                .put("openapi", "3.1.0")
                .put(
                        "info",
                        new JsonObject()
                                .put("title", "Tidepool")
                                .put("version", version)
                                .put("description", DESCRIPTION))
                .put("servers", new JsonArray().add(new JsonObject().put("url", "/")))
                .put("security", schemes())
                .put("tags", new JsonArray(List.copyOf(tags.values())))
                .put("paths", paths)
                .put(
                        "components",
                        new JsonObject()
                                .put("schemas", schemas)
                                .put("responses", OperationRules.responses())
                                .put("securitySchemes", schemes));
    }

    private static Object renamed(Object value, Map<String, String> names) {
        return switch (value) {
            case JsonObject object -> {
                JsonObject copy = new JsonObject();
                object.forEach(entry -> copy.put(entry.getKey(), renamedField(entry, names)));
                yield copy;
            }
            case JsonArray array -> {
                JsonArray copy = new JsonArray();
                array.forEach(item -> copy.add(renamed(item, names)));
                yield copy;
            }
            default -> value;
        };
    }

    private static Object renamedField(Map.Entry<String, Object> field, Map<String, String> names) {
        return field.getKey().equals("$ref") && field.getValue() instanceof String target
                ? names.getOrDefault(target, target)
                : renamed(field.getValue(), names);
    }

    private static String capitalised(String service) {
        return Character.toUpperCase(service.charAt(0)) + service.substring(1);
    }
}
