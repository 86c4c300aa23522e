package dev.tidepool.gateway.openapi;

import dev.tidepool.gateway.route.Access;
import dev.tidepool.gateway.route.Route;
import dev.tidepool.gateway.route.RouteMatch;
import dev.tidepool.gateway.route.RouteTable;
import dev.tidepool.gateway.route.Target;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says on each operation what the edge does before it: credential, scope, limits. Read from the route table. Pure. */
final class OperationRules {

    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private final RouteTable table;

    OperationRules(RouteTable table) {
        this.table = table;
    }

    /** Adds to the operations of a description; those that no route leads to are taken out of it. */
    void apply(JsonObject paths) {
        for (String path : List.copyOf(paths.fieldNames())) {
            JsonObject item = paths.getJsonObject(path);
            METHODS.stream().filter(item::containsKey).forEach(method -> apply(path, item, method));
            if (METHODS.stream().noneMatch(item::containsKey)) {
                paths.remove(path);
            }
        }
    }

    private void apply(String path, JsonObject item, String method) {
        switch (table.match(method.toUpperCase(Locale.ROOT), path)) {
            case RouteMatch.Found found -> describe(path, method, item.getJsonObject(method), found.route());
            case RouteMatch.WrongMethod wrong -> item.remove(method);
            case RouteMatch.Unknown unknown -> item.remove(method);
        }
    }

    private static void describe(String path, String method, JsonObject operation, Route route) {
        if (!operation.containsKey("operationId")) {
            operation.put("operationId", nameOf(path, method));
        }
        JsonObject responses = operation.getJsonObject("responses", new JsonObject());
        switch (route.access()) {
            case Access.Open open -> operation.put("security", new JsonArray());
            case Access.Public shared -> {
                operation.put("security", OpenApiMerge.schemes().add(new JsonObject()));
                limited(operation, responses, route);
            }
            case Access.Protected only -> {
                only.scope().ifPresent(scope -> operation.put("x-required-scope", scope));
                refer(responses, "401", "Unauthorized");
                only.scope().ifPresent(scope -> refer(responses, "403", "Forbidden"));
                limited(operation, responses, route);
            }
        }
        sent(method, responses, route);
        failed(responses, route);
        operation.put("responses", responses);
    }

    /** What is refused of a body before anybody reads it. */
    private static void sent(String method, JsonObject responses, Route route) {
        if (method.equals("get")) {
            return;
        }
        refer(responses, "413", "PayloadTooLarge");
        if (route.jsonOnly()) {
            refer(responses, "415", "UnsupportedMediaType");
        }
    }

    /** What is answered when whoever serves it cannot. */
    private static void failed(JsonObject responses, Route route) {
        switch (route.target()) {
            case Target.Proxied service -> {
                refer(responses, "502", "UpstreamFailed");
                refer(responses, "503", "Unavailable");
                refer(responses, "504", "Timeout");
            }
            case Target.ProxiedSocket service -> {
                refer(responses, "502", "UpstreamFailed");
                refer(responses, "503", "Unavailable");
                refer(responses, "504", "Timeout");
            }
            case Target.Local local -> {
                if (!(route.access() instanceof Access.Open)) {
                    refer(responses, "503", "Unavailable");
                }
                refer(responses, "504", "Timeout");
            }
            case Target.LocalSocket local -> refer(responses, "503", "Unavailable");
        }
    }

    private static void limited(JsonObject operation, JsonObject responses, Route route) {
        operation.put("x-request-cost", route.cost());
        refer(responses, "429", "RateLimited");
    }

    private static void refer(JsonObject responses, String status, String name) {
        if (!responses.containsKey(status)) {
            responses.put(status, new JsonObject().put("$ref", "#/components/responses/" + name));
        }
    }

    /** For example {@code getV1SessionsById}. */
    private static String nameOf(String path, String method) {
        StringBuilder name = new StringBuilder(method);
        Arrays.stream(path.split("[/._-]", -1))
                .filter(part -> !part.isEmpty())
                .map(part -> part.startsWith("{") ? "by-" + part.substring(1, part.length() - 1) : part)
                .flatMap(part -> Arrays.stream(part.split("-", -1)))
                .forEach(part ->
                        name.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1)));
        return name.toString();
    }

    /** What is referred to above. */
    static JsonObject responses() {
        JsonObject all = new JsonObject();
        Map.of(
                        "Unauthorized", "UNAUTHORIZED: no credential, or one that is not valid",
                        "Forbidden", "FORBIDDEN: the credential lacks the scope",
                        "PayloadTooLarge", "PAYLOAD_TOO_LARGE: the body is longer than may be sent here",
                        "UnsupportedMediaType", "UNSUPPORTED_MEDIA_TYPE: the body is not application/json",
                        "RateLimited", "RATE_LIMITED: wait as many seconds as Retry-After says",
                        "UpstreamFailed", "UPSTREAM_FAILED: the service's answer made no sense",
                        "Unavailable",
                                "UNAVAILABLE: a service or the database does not answer; Retry-After says when to try again",
                        "Timeout", "TIMEOUT: it was not answered in time")
                .forEach((name, text) -> all.put(name, new JsonObject().put("description", text)));
        all.getJsonObject("RateLimited").put("headers", rateHeaders());
        return all;
    }

    private static JsonObject rateHeaders() {
        return new JsonObject()
                .put("Retry-After", header("integer", "Seconds"))
                .put("RateLimit", header("string", "What is left of each rule: r requests, t seconds until more"))
                .put("RateLimit-Policy", header("string", "Each rule: q requests in w seconds"))
                .put("X-RateLimit-Limit", header("integer", "Of the rule that refuses first"))
                .put("X-RateLimit-Remaining", header("integer", "Of the same"))
                .put("X-RateLimit-Reset", header("integer", "Of the same, in Unix seconds"));
    }

    private static JsonObject header(String type, String description) {
        return new JsonObject().put("description", description).put("schema", new JsonObject().put("type", type));
    }
}
