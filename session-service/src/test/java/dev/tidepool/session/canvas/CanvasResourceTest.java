package dev.tidepool.session.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.tidepool.kernel.test.AtOnce;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.socket.SocketClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@Timeout(120)
class CanvasResourceTest {

    private static final String CREATE =
            "{\"version\":\"v0.9\",\"createSurface\":{\"surfaceId\":\"s\",\"catalogId\":\"https://a2ui.org/specification/v0_9/catalogs/basic/catalog.json\"}}";

    @TestHTTPResource
    URI base;

    private final Api api = Api.ofNewOrganization();
    private String session;

    @BeforeEach
    void create() {
        session = api.createSession();
    }

    @Test
    void isEmptyAtFirst() {
        api.request()
                .get(path())
                .then()
                .statusCode(200)
                .body("version", equalTo(0))
                .body("updatedAt", nullValue())
                .body("surfaces", hasSize(0))
                .body("messages", hasSize(0));
    }

    @Test
    void isDrawnAndRead() {
        draw(CREATE, text("hi")).then().statusCode(200).body("version", equalTo(1));
        draw(text("there"), data("{\"a\":1}")).then().statusCode(200).body("version", equalTo(2));
        api.request()
                .get(path())
                .then()
                .body("version", equalTo(2))
                .body("surfaces[0].surfaceId", equalTo("s"))
                .body("surfaces[0].version", equalTo("v0.9"))
                .body("surfaces[0].components", equalTo(1))
                .body("messages", hasSize(3))
                .body("messages[1].updateComponents.components[0].text", equalTo("there"));
        String lines = api.request()
                .get(path() + "/lines")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(lines.lines()).containsExactly(CREATE, text("there"), data("{\"a\":1}"));
    }

    @Test
    void takesAllLinesOrNone() {
        draw(CREATE).then().statusCode(200);
        draw(
                        text("kept"),
                        "{\"version\":\"v0.9\",\"updateComponents\":{\"surfaceId\":\"s\",\"components\":[{\"id\":\"x\",\"component\":\"Text\"}]}}")
                .then()
                .statusCode(400)
                .body("code", equalTo("VALIDATION_FAILED"))
                .body("line", equalTo(2))
                .body("path", equalTo("/updateComponents/components/0"))
                .body("detail", containsString("text"));
        api.request().get(path()).then().body("version", equalTo(1)).body("messages", hasSize(1));
    }

    @Test
    void refusesChangesThatGrowWhenTheyAreWrittenAnew() {
        String numbers = "1e5,".repeat(60_000) + "1";
        String grows = "{\"version\":\"v0.9\",\"updateDataModel\":{\"surfaceId\":\"s\",\"value\":[" + numbers + "]}}";
        draw(CREATE, grows, "{\"version\":\"v0.9\",\"deleteSurface\":{\"surfaceId\":\"s\"}}")
                .then()
                .statusCode(413)
                .body("code", equalTo("CANVAS_TOO_LARGE"));
    }

    @Test
    void keepsItsVersions() {
        draw(CREATE, text("v1"));
        IntStream.rangeClosed(2, 25).forEach(number -> draw(text("v" + number)));
        api.request()
                .get(path() + "/versions")
                .then()
                .statusCode(200)
                .body("items", hasSize(20))
                .body("items[0].version", equalTo(25))
                .body("items[0].createdBy", equalTo("key:" + api.organization()))
                .body("items[19].version", equalTo(6));
        api.request()
                .get(path() + "/versions/7")
                .then()
                .statusCode(200)
                .body("messages[1].updateComponents.components[0].text", equalTo("v7"));
        for (String unknown : List.of("5", "26", "x")) {
            api.request()
                    .get(path() + "/versions/" + unknown)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("CANVAS_VERSION_NOT_FOUND"));
        }
    }

    @Test
    void manyWritersAtOnceLoseNothing() {
        draw(CREATE);
        List<CompletableFuture<Integer>> writers = IntStream.range(0, 4)
                .mapToObj(writer -> AtOnce.supply(
                        () -> draw("{\"version\":\"v0.9\",\"updateDataModel\":{\"surfaceId\":\"s\",\"path\":\"/w"
                                        + writer + "\",\"value\":1}}")
                                .statusCode()))
                .toList();
        assertThat(writers.stream().map(CompletableFuture::join)).containsOnly(200);
        api.request().get(path()).then().body("version", equalTo(5)).body("messages", hasSize(5));
    }

    @Test
    void othersAndUnknownSessionsHaveNone() {
        draw(CREATE);
        Api other = Api.ofNewOrganization();
        other.request().get(path()).then().statusCode(404).body("code", equalTo("SESSION_NOT_FOUND"));
        other.request()
                .contentType("application/x-ndjson")
                .body(CREATE.getBytes(StandardCharsets.UTF_8))
                .post(path())
                .then()
                .statusCode(404);
        other.request().get(path() + "/versions").then().statusCode(404);
        other.request().get(path() + "/versions/1").then().statusCode(404);
        api.request().get("/v1/sessions/none/canvas").then().statusCode(404);
    }

    @Test
    void aClosedSessionIsNotDrawnOn() {
        draw(CREATE);
        api.request().post("/v1/sessions/{id}/close", session);
        draw(text("late")).then().statusCode(409).body("code", equalTo("SESSION_CLOSED"));
        api.request().get(path()).then().statusCode(200).body("version", equalTo(1));
    }

    @Test
    void moreThanFitsIsRefused() {
        draw(CREATE, data("\"" + "x".repeat(200_000) + "\"")).then().statusCode(200);
        draw("{\"version\":\"v0.9\",\"updateDataModel\":{\"surfaceId\":\"s\",\"path\":\"/other\",\"value\":\""
                        + "x".repeat(100_000) + "\"}}")
                .then()
                .statusCode(413)
                .body("code", equalTo("CANVAS_TOO_LARGE"));
    }

    @Test
    void socketsAreToldOfChangesAndAskForTheWhole() {
        try (SocketClient client = SocketClient.open(base, api, session)) {
            client.await("connected");
            draw(CREATE, text("hi"));
            JsonObject change = client.await("canvas.updated");
            assertThat(change.getLong("id")).isEqualTo(2);
            assertThat(change.getJsonObject("data").getLong("version")).isOne();
            assertThat(change.getJsonObject("data").getJsonArray("messages").stream()
                            .map(Object::toString))
                    .containsExactly(CREATE, text("hi"));
            draw(text("there"));
            client.await(
                    "canvas.updated", update -> update.getJsonObject("data").getLong("version") == 2);
            client.say(new JsonObject().put("type", "canvas").put("ref", "c"));
            JsonObject whole = client.await("canvas");
            assertThat(whole.getString("ref")).isEqualTo("c");
            assertThat(whole.getJsonObject("data").getLong("version")).isEqualTo(2);
            assertThat(whole.getJsonObject("data").getJsonArray("messages").stream()
                            .map(Object::toString))
                    .containsExactly(CREATE, text("there"));
        }
    }

    @Test
    void anActionIsAMessageAndAnEvent() {
        draw(CREATE, text("hi"));
        try (SocketClient client = SocketClient.open(base, api, session)) {
            client.say(new JsonObject()
                    .put("type", "action")
                    .put("message", action("s"))
                    .put("idempotencyKey", "k")
                    .put("ref", "a"));
            JsonObject taken = client.await("action");
            assertThat(taken.getJsonObject("data").getBoolean("repeated")).isFalse();
            JsonObject message = client.await("message").getJsonObject("data");
            assertThat(message.getString("role")).isEqualTo("user");
            assertThat(new JsonObject(message.getString("content"))).isEqualTo(action("s"));
            JsonObject event = client.await("canvas.action").getJsonObject("data");
            assertThat(event.getString("surfaceId")).isEqualTo("s");
            assertThat(event.getString("name")).isEqualTo("submit");
            assertThat(event.getString("messageId")).isEqualTo(message.getString("id"));
            report(action("s"), "k").then().statusCode(200).body("repeated", equalTo(true));
        }
        api.messages(session).then().body("items", hasSize(1));
    }

    @Test
    void anActionsNameIsToldShortened() {
        draw(CREATE, text("hi"));
        try (SocketClient client = SocketClient.open(base, api, session)) {
            JsonObject action = action("s");
            action.getJsonObject("action").put("name", "\0" + "n".repeat(5000));
            report(action, "k").then().statusCode(200);
            assertThat(client.await("canvas.action").getJsonObject("data").getString("name"))
                    .isEqualTo("\uFFFD" + "n".repeat(199));
        }
    }

    @Test
    void aReportThatIsNotValidIsRefusedWithItsPlace() {
        draw(CREATE);
        report(action("none"), "1")
                .then()
                .statusCode(400)
                .body("code", equalTo("VALIDATION_FAILED"))
                .body("path", equalTo("/action/surfaceId"));
        JsonObject late = action("s");
        late.getJsonObject("action").put("timestamp", "yesterday");
        report(late, "2").then().statusCode(400).body("path", equalTo("/action/timestamp"));
        report(new JsonObject().put("nonsense", 1), "3").then().statusCode(400);
        api.request()
                .body("{}")
                .post(path() + "/actions")
                .then()
                .statusCode(400)
                .body("field", equalTo("message"));
        api.messages(session).then().body("items", hasSize(0));
    }

    @Test
    void anErrorOfTheRendererIsTaken() {
        draw(CREATE);
        report(
                        new JsonObject()
                                .put("version", "v0.9")
                                .put(
                                        "error",
                                        new JsonObject()
                                                .put("code", "VALIDATION_FAILED")
                                                .put("surfaceId", "s")
                                                .put("path", "/components/0")
                                                .put("message", "no")),
                        "1")
                .then()
                .statusCode(200);
        api.messages(session).then().body("items.role", contains("user"));
    }

    private String path() {
        return "/v1/sessions/" + session + "/canvas";
    }

    private Response draw(String... lines) {
        return api.request()
                .contentType("application/x-ndjson")
                .body(String.join("\n", lines).getBytes(StandardCharsets.UTF_8))
                .post(path());
    }

    private Response report(JsonObject message, String key) {
        return api.request()
                .body(new JsonObject()
                        .put("message", message)
                        .put("idempotencyKey", key)
                        .encode())
                .post(path() + "/actions");
    }

    private static JsonObject action(String surface) {
        return new JsonObject()
                .put("version", "v0.9")
                .put(
                        "action",
                        new JsonObject()
                                .put("name", "submit")
                                .put("surfaceId", surface)
                                .put("sourceComponentId", "root")
                                .put("timestamp", "2026-01-01T00:00:00Z")
                                .put("context", new JsonObject().put("a", 1)));
    }

    private static String text(String text) {
        return "{\"version\":\"v0.9\",\"updateComponents\":{\"surfaceId\":\"s\",\"components\":[{\"id\":\"root\",\"component\":\"Text\",\"text\":\""
                + text + "\"}]}}";
    }

    private static String data(String value) {
        return "{\"version\":\"v0.9\",\"updateDataModel\":{\"surfaceId\":\"s\",\"value\":" + value + "}}";
    }
}
