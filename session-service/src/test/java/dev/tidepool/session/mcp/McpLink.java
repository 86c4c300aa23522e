package dev.tidepool.session.mcp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** One client's session of the protocol: whose token it shows, and how the server named it. */
record McpLink(String bearer, String session) {

    static McpLink of(String bearer) {
        Response answer = initialize(bearer);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        JsonObject result = new JsonObject(answer.asString()).getJsonObject("result");
        assertThat(result.getJsonObject("serverInfo").getString("name")).isEqualTo("tidepool");
        assertThat(result.getString("protocolVersion")).isEqualTo("2025-06-18");
        McpLink link = new McpLink(bearer, answer.header("Mcp-Session-Id"));
        link.post(new JsonObject().put("jsonrpc", "2.0").put("method", "notifications/initialized"))
                .then()
                .statusCode(202);
        return link;
    }

    static Response initialize(String bearer) {
        return request(bearer)
                .body(message(
                                "initialize",
                                Map.of(
                                        "protocolVersion", "2025-06-18",
                                        "capabilities", Map.of(),
                                        "clientInfo", Map.of("name", "test", "version", "1")))
                        .encode())
                .post("/v1/mcp");
    }

    static RequestSpecification request(String bearer) {
        return given().header("Authorization", bearer)
                .header("Accept", "application/json, text/event-stream")
                .contentType(ContentType.JSON);
    }

    RequestSpecification request() {
        return request(bearer).header("Mcp-Session-Id", session);
    }

    Response post(JsonObject message) {
        return request().body(message.encode()).post("/v1/mcp");
    }

    static JsonObject message(String method, Map<String, ?> params) {
        return new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", 7)
                .put("method", method)
                .put("params", JsonObject.mapFrom(params));
    }

    JsonObject ask(String method, Map<String, ?> params) {
        Response answer = post(message(method, params));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        JsonObject body = new JsonObject(answer.asString());
        assertThat(body.getInteger("id")).isEqualTo(7);
        return body;
    }

    JsonObject call(String tool, Map<String, ?> arguments) {
        JsonObject body = ask("tools/call", Map.of("name", tool, "arguments", arguments));
        assertThat(body.containsKey("result")).as(body.encode()).isTrue();
        return body.getJsonObject("result");
    }

    /** What a call that succeeded answered. */
    JsonObject data(String tool, Map<String, ?> arguments) {
        JsonObject result = call(tool, arguments);
        assertThat(result.getBoolean("isError")).as(result.encode()).isFalse();
        assertThat(new JsonObject(text(result))).isEqualTo(result.getJsonObject("structuredContent"));
        return result.getJsonObject("structuredContent");
    }

    /** What a call that was refused answered. */
    JsonObject problem(String tool, Map<String, ?> arguments) {
        JsonObject result = call(tool, arguments);
        assertThat(result.getBoolean("isError")).as(result.encode()).isTrue();
        return new JsonObject(text(result));
    }

    static String text(JsonObject result) {
        return result.getJsonArray("content").getJsonObject(0).getString("text");
    }
}
