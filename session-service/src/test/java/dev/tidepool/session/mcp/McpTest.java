package dev.tidepool.session.mcp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The protocol's messages over Streamable HTTP. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class McpTest {

    @Inject
    MeterRegistry metrics;

    private final Api api = Api.ofNewOrganization();
    private Link link;

    /** One client's connection: what the server named it. */
    private record Link(String bearer, String session) {

        static Link of(String bearer) {
            Response answer = request(bearer)
                    .body(message("initialize", 1, Map.of(
                                    "protocolVersion", "2025-06-18",
                                    "capabilities", Map.of(),
                                    "clientInfo", Map.of("name", "test", "version", "1")))
                            .encode())
                    .post("/v1/mcp");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(body(answer).getJsonObject("result").getJsonObject("serverInfo").getString("name"))
                    .isEqualTo("tidepool");
            Link link = new Link(bearer, answer.header("Mcp-Session-Id"));
            link.request()
                    .body(new JsonObject()
                            .put("jsonrpc", "2.0")
                            .put("method", "notifications/initialized")
                            .encode())
                    .post("/v1/mcp")
                    .then()
                    .statusCode(202);
            return link;
        }

        private static RequestSpecification request(String bearer) {
            return given().header("Authorization", bearer)
                    .header("Accept", "application/json, text/event-stream")
                    .contentType(ContentType.JSON);
        }

        RequestSpecification request() {
            return request(bearer).header("Mcp-Session-Id", session);
        }

        JsonObject ask(String method, Map<String, ?> params) {
            Response answer = request().body(message(method, 2, params).encode()).post("/v1/mcp");
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
            return body(answer);
        }

        JsonObject call(String tool, Map<String, ?> arguments) {
            return ask("tools/call", Map.of("name", tool, "arguments", arguments))
                    .getJsonObject("result");
        }

        private static JsonObject message(String method, int id, Map<String, ?> params) {
            return new JsonObject()
                    .put("jsonrpc", "2.0")
                    .put("id", id)
                    .put("method", method)
                    .put("params", JsonObject.mapFrom(params));
        }

        /** An answer is JSON, or an event stream with one message. */
        private static JsonObject body(Response answer) {
            String text = answer.asString();
            int data = text.indexOf("data:");
            return new JsonObject(data < 0 ? text : text.substring(data + 5).strip());
        }
    }

    @BeforeEach
    void connect() {
        link = Link.of(api.bearer());
    }

    private static String problem(JsonObject result) {
        assertThat(result.getBoolean("isError")).isTrue();
        return new JsonObject(result.getJsonArray("content").getJsonObject(0).getString("text")).getString("code");
    }

    private static JsonObject data(JsonObject result) {
        assertThat(result.getBoolean("isError", false)).as(result.encode()).isFalse();
        return result.getJsonObject("structuredContent");
    }

    @Test
    void offersItsTools() {
        List<String> names = link.ask("tools/list", Map.of()).getJsonObject("result").getJsonArray("tools").stream()
                .map(JsonObject.class::cast)
                .map(tool -> tool.getString("name"))
                .toList();
        assertThat(names)
                .contains("session_create", "session_list", "session_get", "session_close", "message_append")
                .contains("message_history", "browser_open", "browser_snapshot", "browser_click", "browser_close");
    }

    @Test
    void aSessionIsCreatedWrittenToAndReadBack() {
        String id = data(link.call("session_create", Map.of("label", "of mcp"))).getString("id");
        JsonObject message =
                data(link.call("message_append", Map.of("sessionId", id, "role", "user", "content", "ahoy")));
        assertThat(message.getInteger("sequence")).isOne();
        JsonObject history = data(link.call("message_history", Map.of("sessionId", id)));
        assertThat(history.getJsonArray("items").getJsonObject(0).getString("content")).isEqualTo("ahoy");
        assertThat(data(link.call("session_list", Map.of("label", "of mcp"))).getJsonArray("items"))
                .hasSize(1);
        assertThat(data(link.call("session_get", Map.of("sessionId", id))).getString("channel"))
                .isEqualTo("mcp");
        api.request().get("/v1/sessions/{id}", id).then().statusCode(200);
        assertThat(data(link.call("session_close", Map.of("sessionId", id))).getString("status"))
                .isEqualTo("closed");
        assertThat(problem(link.call("message_append", Map.of("sessionId", id, "role", "user", "content", "late"))))
                .isEqualTo("SESSION_CLOSED");
    }

    @Test
    void failuresAreAnswersOfTheToolAndCounted() {
        double before = refused();
        assertThat(problem(link.call("session_get", Map.of("sessionId", "none")))).isEqualTo("SESSION_NOT_FOUND");
        assertThat(refused()).isEqualTo(before + 1);
        String id = data(link.call("session_create", Map.of())).getString("id");
        assertThat(problem(link.call("message_append", Map.of("sessionId", id, "role", "captain", "content", "x"))))
                .isEqualTo("INVALID_FIELD");
        assertThat(problem(link.call("browser_snapshot", Map.of("sessionId", id)))).isEqualTo("BROWSER_NOT_OPEN");
        assertThat(problem(link.call("browser_open", Map.of("sessionId", id, "url", "file:///etc/passwd"))))
                .isEqualTo("INVALID_FIELD");
        assertThat(link.call("message_append", Map.of("sessionId", id)).getBoolean("isError")).isTrue();
    }

    private double refused() {
        return metrics.timer("tidepool.mcp.calls", "tool", "session_get", "outcome", "session_not_found").count();
    }

    @Test
    void anotherOrganisationsSessionsDoNotExistEvenOverItsOwnConnection() {
        String id = api.createSession();
        Api other = Api.ofNewOrganization();
        assertThat(problem(Link.of(other.bearer()).call("session_get", Map.of("sessionId", id))))
                .isEqualTo("SESSION_NOT_FOUND");
        assertThat(problem(new Link(other.bearer(), link.session()).call("session_get", Map.of("sessionId", id))))
                .isEqualTo("SESSION_NOT_FOUND");
    }

    @Test
    void eachToolAsksForItsScope() {
        String bearer = TestTokens.bearer(new Caller.Member(
                "key:reader", api.organization(), api.tier(), Set.of(Role.OWNER), Set.of("sessions:read")));
        Link reader = Link.of(bearer);
        String id = api.createSession();
        data(reader.call("session_get", Map.of("sessionId", id)));
        assertThat(problem(reader.call("session_create", Map.of()))).isEqualTo("FORBIDDEN");
        assertThat(problem(reader.call("browser_open", Map.of("sessionId", id)))).isEqualTo("FORBIDDEN");
    }

    @Test
    void withoutTheGatewaysTokenThereIsNothing() {
        given().contentType(ContentType.JSON).body("{}").post("/v1/mcp").then().statusCode(401);
    }
}
