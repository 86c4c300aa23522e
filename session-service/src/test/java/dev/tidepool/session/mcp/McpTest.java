package dev.tidepool.session.mcp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.mcp.server.runtime.ConnectionManager;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions, messages and streams of the protocol over Streamable HTTP. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class McpTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    MeterRegistry metrics;

    @Inject
    ConnectionManager connections;

    @TestHTTPResource("/v1/mcp")
    URI address;

    private final Api api = Api.ofNewOrganization();
    private McpLink link;

    @BeforeEach
    void connect() {
        link = McpLink.of(api.bearer());
    }

    @Test
    void withoutTheGatewaysTokenThereIsNothing() {
        for (String path : new String[] {"/v1/mcp", "/v1/mcp/sse", "/v1/mcp/messages/1"}) {
            given().contentType(ContentType.JSON).body("{}").post(path).then().statusCode(401);
            given().get(path).then().statusCode(401);
            given().delete(path).then().statusCode(401);
        }
        given().header("Authorization", "Bearer forged").get("/v1/mcp").then().statusCode(401);
    }

    @Test
    void nobodyInParticularHasNoSession() {
        McpLink.initialize(TestTokens.bearer(new Caller.Anonymous(Set.of("sessions:read"))))
                .then()
                .statusCode(401)
                .body("code", equalTo("UNAUTHORIZED"));
    }

    @Test
    void theOlderTransportIsNotServed() {
        McpLink.request(api.bearer()).get("/v1/mcp/sse").then().statusCode(404);
        McpLink.request(api.bearer())
                .body("{}")
                .post("/v1/mcp/messages/1")
                .then()
                .statusCode(404);
    }

    @Test
    void aSessionIsOfWhoBeganIt() {
        String colleague = TestTokens.bearer(new Caller.Member(
                "key:colleague", api.organization(), api.tier(), Set.of(Role.OWNER), Set.of(Api.SCOPES)));
        Stream.of(colleague, Api.ofNewOrganization().bearer()).forEach(other -> {
            McpLink stolen = new McpLink(other, link.session());
            stolen.post(McpLink.message("tools/list", Map.of()))
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("MCP_SESSION_NOT_FOUND"));
            stolen.request().get("/v1/mcp").then().statusCode(404);
            stolen.request().delete("/v1/mcp").then().statusCode(404);
        });
        link.ask("ping", Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAA", "00000000-0000-0000-0000-000000000000"})
    void anInventedSessionIsUnknown(String invented) {
        new McpLink(api.bearer(), invented)
                .post(McpLink.message("ping", Map.of()))
                .then()
                .statusCode(404);
    }

    @Test
    void withoutASessionOnlyInitializeIsAnswered() {
        McpLink.request(api.bearer())
                .body(McpLink.message("tools/list", Map.of()).encode())
                .post("/v1/mcp")
                .then()
                .statusCode(400)
                .body("detail", containsString("initialize"));
    }

    @Test
    void anEndedSessionIsUnknown() {
        link.request().delete("/v1/mcp").then().statusCode(204);
        link.post(McpLink.message("ping", Map.of())).then().statusCode(404);
        link.request().delete("/v1/mcp").then().statusCode(404);
    }

    @Test
    void nothingIsKeptOfAConnection() {
        link.ask("tools/list", Map.of());
        link.call("session_list", Map.of());
        Eventually.within(SOON, () -> assertThat(connections.iterator()).isExhausted());
    }

    @Test
    void aStreamStaysOpenUntilItsSessionIsEnded() throws Exception {
        HttpRequest listening = HttpRequest.newBuilder(address)
                .header("Authorization", link.bearer())
                .header("Mcp-Session-Id", link.session())
                .header("Accept", "text/event-stream")
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<Stream<String>> stream = client.send(listening, HttpResponse.BodyHandlers.ofLines());
            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(stream.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(streams()).isPositive();
            link.request().delete("/v1/mcp").then().statusCode(204);
            assertThat(stream.body()).allMatch(line -> line.isBlank() || line.startsWith(":"));
        }
        Eventually.within(SOON, () -> assertThat(streams()).isZero());
    }

    private double streams() {
        return metrics.get("tidepool.mcp.streams").gauge().value();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "5",
                "null",
                "[]",
                "[1]",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}]",
                "{}",
                "{\"jsonrpc\":2,\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}"
            })
    void whatIsNoMessageIsRefused(String body) {
        link.request()
                .body(body)
                .post("/v1/mcp")
                .then()
                .statusCode(400)
                .body("jsonrpc", equalTo("2.0"))
                .body("error.code", org.hamcrest.Matchers.lessThan(-32000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"method\":\"tools/call\"}",
                "{\"method\":\"tools/call\",\"params\":[]}",
                "{\"method\":\"tools/call\",\"params\":{\"name\":5}}",
                "{\"method\":\"tools/call\",\"params\":{\"name\":\"session_list\",\"arguments\":[]}}",
                "{\"method\":\"tools/call\",\"params\":{\"name\":\"session_list\",\"_meta\":1}}",
                "{\"method\":\"tools/call\",\"params\":{\"name\":\"no_such_tool\",\"arguments\":{}}}",
                "{\"method\":\"tools/list\",\"params\":{\"cursor\":5}}",
                "{\"method\":\"tools/list\",\"params\":{\"cursor\":\"?\"}}",
                "{\"method\":\"initialize\"}",
                "{\"method\":\"initialize\",\"params\":{\"protocolVersion\":5,\"clientInfo\":{\"name\":\"x\"}}}",
                "{\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\",\"clientInfo\":{}}}",
                "{\"method\":\"logging/setLevel\",\"params\":{\"level\":\"loud\"}}"
            })
    void whatDoesNotFitItsMethodIsRefused(String text) {
        JsonObject message = new JsonObject(text).put("jsonrpc", "2.0").put("id", "a");
        link.post(message).then().statusCode(200).body("id", equalTo("a")).body("error.code", equalTo(-32602));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"prompts/get", "resources/read", "completion/complete", "q/close", "sampling/createMessage"})
    void whatTheServerDoesNotOfferIsNoMethod(String method) {
        link.post(McpLink.message(method, Map.of())).then().statusCode(200).body("error.code", equalTo(-32601));
    }

    @Test
    void notificationsAndAnswersAreTakenNoteOf() {
        link.post(new JsonObject(
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}"))
                .then()
                .statusCode(202);
        link.post(new JsonObject("{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{}}"))
                .then()
                .statusCode(202);
    }

    @Test
    void aMessageHasItsLimit() {
        link.request()
                .body("\"" + "x".repeat(2_200_000) + "\"")
                .post("/v1/mcp")
                .then()
                .statusCode(413)
                .body("code", equalTo("PAYLOAD_TOO_LARGE"))
                .body("detail", containsString("2097152"));
    }

    @Test
    void whatCannotBeReadByTheClientIsNotAnswered() {
        String ping = McpLink.message("ping", Map.of()).encode();
        given().header("Authorization", link.bearer())
                .header("Mcp-Session-Id", link.session())
                .header("Accept", "text/html")
                .contentType(ContentType.JSON)
                .body(ping)
                .post("/v1/mcp")
                .then()
                .statusCode(406);
        link.request()
                .header("Mcp-Protocol-Version", "1999-12-31")
                .body(ping)
                .post("/v1/mcp")
                .then()
                .statusCode(400)
                .body("code", equalTo("MCP_VERSION_NOT_SUPPORTED"))
                .body("detail", containsString("2025-06-18"));
    }
}
