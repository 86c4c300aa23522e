package dev.tidepool.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class OpenApiMergeTest {

    @Test
    void joinsPathsAndKeepsSchemasOfTheSameNameApart() {
        JsonObject merged = new OpenApiMerge()
                .add("session", description("/v1/sessions", "string"))
                .add("social", description("/api/v1/posts", "integer"))
                .merged("1");
        assertThat(merged.getJsonObject("paths").fieldNames()).containsExactly("/v1/sessions", "/api/v1/posts");
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
                .merged("1");
        assertThat(merged.getJsonObject("paths").isEmpty()).isTrue();
    }

    private static JsonObject description(String path, String type) {
        return new JsonObject("""
                {"paths": {"%s": {"get": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                 "components": {"schemas": {"Thing": {"type": "%s"}}}}""".formatted(path, type));
    }
}
