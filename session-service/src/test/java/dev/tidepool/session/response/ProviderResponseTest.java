package dev.tidepool.session.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.chat.FakeProvider;
import dev.tidepool.session.chat.Leaver;
import dev.tidepool.session.chat.ProviderProfile;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@TestProfile(ProviderProfile.class)
@Timeout(120)
class ProviderResponseTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TestHTTPResource
    URI base;

    private final Api api = Api.ofNewOrganization();
    private final String user = UUID.randomUUID().toString();

    @Test
    void aFunctionCallIsAnItemOfTheOutput() {
        respond("fake-tools", false)
                .then()
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("output", hasSize(1))
                .body("output[0].type", equalTo("function_call"))
                .body("output[0].call_id", equalTo("call_1"))
                .body("output[0].name", equalTo("tide"))
                .body("output[0].arguments", equalTo("{\"at\":6}"))
                .body("usage.input_tokens", equalTo(11));
    }

    @Test
    void aFunctionCallIsStreamedAsItGrows() {
        Events events = Events.of(respond("fake-tools", true).asString());
        assertThat(events.types())
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.completed");
        assertThat(events.text("response.function_call_arguments.delta", "delta"))
                .isEqualTo("{\"at\":6}");
        JsonObject item = events.first("response.output_item.done").getJsonObject("item");
        assertThat(item.getString("arguments")).isEqualTo("{\"at\":6}");
        assertThat(events.response().getJsonObject("usage").getInteger("output_tokens"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFunctionCallIsKeptInASessionWithItsOutput(boolean streamed) {
        String session = api.createSession();
        Map<String, Object> first = asking("fake-tools", streamed);
        first.put("metadata", Map.of("session_id", session));
        Response called = send(first);
        String id = streamed
                ? Events.of(called.asString()).response().getString("id")
                : called.path("id").toString();
        Map<String, Object> second = asking("org/fake-1", streamed);
        second.put("previous_response_id", id);
        second.put("instructions", "Be brief.");
        second.put("input", List.of(Map.of("type", "function_call_output", "call_id", "call_1", "output", "high")));
        send(second).then().statusCode(200);
        api.messages(session)
                .then()
                .body("items.role", contains("user", "assistant", "tool", "assistant"))
                .body("items[1].tool_calls[0].function.arguments", equalTo("{\"at\":6}"))
                .body("items[2].tool_call_id", equalTo("call_1"))
                .body("items[2].content", equalTo("high"));
        assertThat(told().stream().map(message -> ((JsonObject) message).getString("role")))
                .containsExactly("system", "user", "assistant", "tool");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCustomToolCallIsKeptInASessionWithItsOutput(boolean streamed) {
        String session = api.createSession();
        Map<String, Object> first = asking("fake-custom", streamed);
        first.put("metadata", Map.of("session_id", session));
        first.put("tools", List.of(Map.of("type", "custom", "name", "log", "description", "Notes.")));
        Response called = send(first);
        JsonObject response = streamed
                ? Events.of(called.asString()).response()
                : new JsonObject(called.then().statusCode(200).extract().asString());
        JsonObject item = response.getJsonArray("output").getJsonObject(0);
        assertThat(item.getString("type")).isEqualTo("custom_tool_call");
        assertThat(item.getString("call_id")).isEqualTo("call_2");
        assertThat(item.getString("name")).isEqualTo("log");
        assertThat(item.getString("input")).isEqualTo("high at six");
        Map<String, Object> second = asking("org/fake-1", streamed);
        second.put("previous_response_id", response.getString("id"));
        second.put("input", List.of(Map.of("type", "custom_tool_call_output", "call_id", "call_2", "output", "noted")));
        send(second).then().statusCode(200);
        api.messages(session)
                .then()
                .body("items.role", contains("user", "assistant", "tool", "assistant"))
                .body("items[1].tool_calls[0].type", equalTo("custom"))
                .body("items[1].tool_calls[0].custom.name", equalTo("log"))
                .body("items[1].tool_calls[0].custom.input", equalTo("high at six"))
                .body("items[1].tool_calls[0].function", nullValue())
                .body("items[2].tool_call_id", equalTo("call_2"));
        assertThat(told().getJsonObject(1).getJsonArray("tool_calls").encode())
                .isEqualTo(
                        "[{\"id\":\"call_2\",\"type\":\"custom\",\"custom\":{\"name\":\"log\",\"input\":\"high at six\"}}]");
    }

    @Test
    void aCustomToolCallIsStreamedAsItGrows() {
        Events events = Events.of(respond("fake-custom", true).asString());
        assertThat(events.types())
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.custom_tool_call_input.delta",
                        "response.custom_tool_call_input.delta",
                        "response.custom_tool_call_input.done",
                        "response.output_item.done",
                        "response.completed");
        assertThat(events.text("response.custom_tool_call_input.delta", "delta"))
                .isEqualTo("high at six");
        assertThat(events.first("response.custom_tool_call_input.done").getString("input"))
                .isEqualTo("high at six");
    }

    @Test
    void anAnswerThatMetItsLimitIsIncomplete() {
        Events events = Events.of(respond("fake-length", true).asString());
        assertThat(events.types()).endsWith("response.output_item.done", "response.incomplete");
        assertThat(events.response().getJsonObject("incomplete_details").getString("reason"))
                .isEqualTo("max_output_tokens");
    }

    @ParameterizedTest
    @CsvSource({"fake-dies, model_stream_broken", "fake-error-event, model_stream_broken", "fake-silent, model_timeout"
    })
    void aStreamThatBreaksOffEndsAsFailedAndTellsWhatThereIs(String model, String reason) {
        Events events = Events.of(respond(model, true).asString());
        assertThat(events.types()).endsWith("response.failed");
        JsonObject response = events.response();
        assertThat(response.getString("status")).isEqualTo("failed");
        assertThat(response.getJsonObject("error").getString("code")).isEqualTo("server_error");
        assertThat(response.getJsonObject("error").getString("reason")).isEqualTo(reason);
        assertThat(response.getJsonArray("output").encode()).contains("\"Hel\"");
    }

    @ParameterizedTest
    @CsvSource({"fake-400, 400", "fake-429, 429", "fake-500, 503", "fake-html, 502"})
    void anAnswerThatNeverBeganIsAnError(String model, int status) {
        for (boolean streamed : new boolean[] {false, true}) {
            respond(model, streamed)
                    .then()
                    .statusCode(status)
                    .contentType("application/json")
                    .body("error.message", not(emptyString()));
        }
    }

    @ParameterizedTest
    @CsvSource({"fake-slow, false", "fake-gated, true"})
    void aClientThatGoesAwayEndsTheProvidersWork(String model, boolean streamed) {
        JsonObject body = new JsonObject(asking(model, streamed));
        try (Leaver client = Leaver.asking(api, base.resolve("/v1/responses"), body)) {
            Eventually.within(SOON, () -> assertThat(ofProvider("seen")).isNotEmpty());
        }
        Eventually.within(SOON, () -> assertThat(ofProvider("closed")).isEqualTo("true"));
    }

    private Response respond(String model, boolean streamed) {
        return send(asking(model, streamed));
    }

    private Map<String, Object> asking(String model, boolean streamed) {
        Map<String, Object> body = new HashMap<>();
        body.put("model", model);
        body.put("user", user);
        body.put("input", "hi");
        body.put("stream", streamed);
        return body;
    }

    private Response send(Map<String, Object> body) {
        return api.request().body(body).post("/v1/responses");
    }

    /** The messages that the provider was sent last. */
    private JsonArray told() {
        return new JsonObject(ofProvider("seen")).getJsonObject("body").getJsonArray("messages");
    }

    private String ofProvider(String what) {
        return RestAssured.get("http://127.0.0.1:" + System.getProperty(FakeProvider.PORT) + "/" + what + "/" + user)
                .asString();
    }
}
