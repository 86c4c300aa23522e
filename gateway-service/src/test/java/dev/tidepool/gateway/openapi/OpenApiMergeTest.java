package dev.tidepool.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.route.RouteTable;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class OpenApiMergeTest {

    private static final OperationRules RULES = new OperationRules(RouteTable.tidepool());

    @Test
    void joinsPathsAndKeepsSchemasOfTheSameNameApart() {
        JsonObject merged = new OpenApiMerge()
                .add("session", description("/v1/sessions", "string"))
                .add("social", description("/api/v1/posts", "integer"))
                .merged("1", RULES);
        assertThat(merged.getJsonObject("paths").fieldNames()).containsExactly("/api/v1/posts", "/v1/sessions");
        JsonObject schemas = merged.getJsonObject("components").getJsonObject("schemas");
        assertThat(schemas.getJsonObject("Thing").getString("type")).isEqualTo("string");
        assertThat(schemas.getJsonObject("SocialThing").getString("type")).isEqualTo("integer");
        assertThat(merged.getJsonObject("paths").getJsonObject("/api/v1/posts").encode())
                .contains("#/components/schemas/SocialThing");
    }

    @Test
    void leavesOutWhatServicesKeepToThemselves() {
        JsonObject merged = new OpenApiMerge()
                .add("session", description("/q/health", "string"))
                .merged("1", RULES);
        assertThat(merged.getJsonObject("paths").isEmpty()).isTrue();
    }

    @Test
    void saysWhatTheEdgeAsksAndCounts() {
        JsonObject chat = operation("/v1/chat/completions", "post");
        assertThat(chat.getString("x-required-scope")).isEqualTo("chat:write");
        assertThat(chat.getInteger("x-request-cost")).isEqualTo(5);
        assertThat(chat.getString("operationId")).isEqualTo("postV1ChatCompletions");
        assertThat(chat.getJsonObject("responses").fieldNames())
                .containsExactlyInAnyOrder("401", "403", "413", "415", "429", "502", "503", "504");
        assertThat(operation("/health", "get").getJsonArray("security")).isEmpty();
        assertThat(operation("/v1/auth/login", "post").getJsonArray("security")).contains(new JsonObject());
    }

    @Test
    void leavesOutWhatNoRouteLeadsTo() {
        JsonObject merged = new OpenApiMerge()
                .add("session", description("/internal/quotas", "string"))
                .merged("1", RULES);
        assertThat(merged.getJsonObject("paths").isEmpty()).isTrue();
    }

    @Test
    void keepsTheMethodsOfTwoServicesOnOnePath() {
        JsonObject post = new JsonObject("{\"paths\": {\"/v1/sessions\": {\"post\": {}}}}");
        JsonObject merged = new OpenApiMerge()
                .add("session", description("/v1/sessions", "string"))
                .add("social", post)
                .merged("1", RULES);
        assertThat(merged.getJsonObject("paths").getJsonObject("/v1/sessions").fieldNames())
                .containsExactly("get", "post");
    }

    private static JsonObject operation(String path, String method) {
        JsonObject description = new JsonObject("{\"paths\": {\"%s\": {\"%s\": {}}}}".formatted(path, method));
        return new OpenApiMerge()
                .add("any", description)
                .merged("1", RULES)
                .getJsonObject("paths")
                .getJsonObject(path)
                .getJsonObject(method);
    }

    private static JsonObject description(String path, String type) {
        return new JsonObject("""
                {"paths": {"%s": {"get": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                 "components": {"schemas": {"Thing": {"type": "%s"}}}}""".formatted(path, type));
    }
}
