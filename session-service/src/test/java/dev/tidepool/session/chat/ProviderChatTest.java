package dev.tidepool.session.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
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
@Timeout(60)
class ProviderChatTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TestHTTPResource
    URI base;

    @Inject
    MeterRegistry metrics;

    private final Api api = Api.ofNewOrganization();
    private final String user = UUID.randomUUID().toString();

    @Test
    void passesTheProvidersAnswerOnUnchanged() {
        api.chat(asking("org/fake-1"))
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body(containsString("\"odd\":1.50"))
                .body("choices[0].message.content", equalTo("Hello"));
        assertThat(seen().getString("authorization")).isEqualTo("Bearer sk-test");
    }

    @Test
    void passesUnknownMembersOnUntouched() {
        String body = """
                {"model":"org/fake-1","user":"%s","messages":[{"role":"user","content":"hi","name":"ann"}],
                 "temperature":0.10, "seed":12345678901234567890,"x_new":{"b":[1,null],"a":1.50,"a":2e0}}""".formatted(user);
        api.request().body(body).post("/v1/chat/completions").then().statusCode(200);
        assertThat(seen().getString("text")).isEqualTo(body);
    }

    @Test
    void relaysChunksUnchangedAndHidesTheUsageNobodyAskedFor() throws Exception {
        try (Sse sse = Sse.open(base, api, streaming("org/fake-1"))) {
            List<String> events = sse.rest();
            assertThat(events).hasSize(4).endsWith("data: [DONE]");
            assertThat(events.getFirst())
                    .isEqualTo(
                            "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"odd\":1.50,\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"},\"finish_reason\":null}]}");
            assertThat(Sse.textOf(events)).isEqualTo("Hello");
        }
        assertThat(seen().getJsonObject("body").getJsonObject("stream_options").getBoolean("include_usage"))
                .isTrue();
    }

    @Test
    void relaysTheUsageWhenAskedFor() throws Exception {
        Map<String, Object> body = streaming("org/fake-1");
        body.put("stream_options", Map.of("include_usage", true));
        try (Sse sse = Sse.open(base, api, body)) {
            assertThat(sse.rest()).hasSize(5).anyMatch(event -> event.contains("\"total_tokens\":13"));
        }
    }

    @Test
    void aChunkArrivesBeforeTheAnswerIsDone() throws Exception {
        try (Sse sse = Sse.open(base, api, streaming("fake-gated"))) {
            assertThat(Sse.contentOf(sse.nextChunk())).isEqualTo("Hel");
            control("release");
            assertThat(Sse.textOf(sse.rest())).isEqualTo("lo");
        }
    }

    @Test
    void aBoundChatSendsPromptHistoryAndThinkingAndStoresTheUsage() throws Exception {
        String session = api.create(Map.of("systemPrompt", "Be brief.", "thinking", "high"))
                .then()
                .body("model", equalTo("org/fake-1"))
                .extract()
                .path("id");
        api.say(session, "earlier").then().statusCode(201);
        Map<String, Object> body = streaming("org/fake-1");
        body.put("metadata", Map.of("session_id", session));
        try (Sse sse = Sse.open(base, api, body)) {
            sse.rest();
        }
        JsonObject sent = seen().getJsonObject("body");
        assertThat(sent.getJsonArray("messages"))
                .isEqualTo(
                        new JsonArray(
                                "[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"earlier\"},{\"role\":\"user\",\"content\":\"hi\"}]"));
        assertThat(sent.getString("reasoning_effort")).isEqualTo("high");
        assertThat(sent.containsKey("metadata")).isFalse();
        api.messages(session)
                .then()
                .body("items.content", contains("earlier", "hi", "Hello"))
                .body("items[2].status", equalTo("complete"))
                .body("items[2].usage.promptTokens", equalTo(11))
                .body("items[2].usage.completionTokens", equalTo(2));
        api.request()
                .get("/v1/usage/tokens?session=" + session)
                .then()
                .body("total.promptTokens", equalTo(11))
                .body("total.completionTokens", equalTo(2));
    }

    @Test
    void aClientThatGoesAwayEndsTheProvidersWorkAndLeavesThePartialAnswerOnce() throws Exception {
        String session = api.createSession();
        Map<String, Object> body = streaming("fake-gated");
        body.put("metadata", Map.of("session_id", session));
        try (Sse sse = Sse.open(base, api, body)) {
            assertThat(Sse.contentOf(sse.nextChunk())).isEqualTo("Hel");
        }
        Eventually.within(SOON, () -> assertThat(control("closed")).isEqualTo("true"));
        Eventually.within(
                SOON,
                () -> api.messages(session)
                        .then()
                        .body("items.content", contains("hi", "Hel"))
                        .body("items.status", contains("complete", "partial")));
        // Nothing more is stored by whatever else notices the end.
        assertThat(chats("cancelled")).isPositive();
        api.request()
                .get("/v1/usage/tokens?session=" + session)
                .then()
                .body("total.answers", equalTo(1))
                .body("total.estimatedAnswers", equalTo(1))
                .body("total.completionTokens", equalTo(1));
        api.say(session, "next").then().statusCode(201).body("sequence", equalTo(3));
    }

    @Test
    void aClientThatGoesAwayEndsThePlainCallTooAndNothingIsStored() {
        String session = api.createSession();
        Map<String, Object> body = asking("fake-slow");
        body.put("metadata", Map.of("session_id", session));
        try (Leaver client = Leaver.asking(api, base.resolve("/v1/chat/completions"), new JsonObject(body))) {
            Eventually.within(SOON, () -> assertThat(control("seen")).isNotEmpty());
        }
        Eventually.within(SOON, () -> assertThat(control("closed")).isEqualTo("true"));
        api.messages(session).then().body("items", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBoundChatRemembersWhichToolsWereCalledAndWhatTheyGave(boolean streamed) {
        String session = api.createSession();
        chatIn(session, "fake-tools", streamed, Map.of("role", "user", "content", "hi"));
        api.messages(session)
                .then()
                .body("items[1].content", equalTo(""))
                .body("items[1].status", equalTo("complete"))
                .body("items[1].tool_calls[0].id", equalTo("call_1"))
                .body("items[1].tool_calls[0].function.name", equalTo("tide"))
                .body("items[1].tool_calls[0].function.arguments", equalTo("{\"at\":6}"));
        chatIn(session, "org/fake-1", streamed, Map.of("role", "tool", "tool_call_id", "call_1", "content", "high"));
        String called =
                "{'role':'user','content':'hi'},{'role':'assistant','content':null,'tool_calls':[{'id':'call_1','type':'function','function':{'name':'tide','arguments':'{\\'at\\':6}'}}]}";
        String gave = "{'role':'tool','content':'high','tool_call_id':'call_1'}";
        assertThat(told()).isEqualTo(list(called, gave));
        chatIn(session, "org/fake-1", streamed, Map.of("role", "user", "content", "and now?"));
        assertThat(told())
                .isEqualTo(list(
                        called,
                        gave,
                        "{'role':'assistant','content':'Hello'}",
                        "{'role':'user','content':'and now?'}"));
        api.messages(session)
                .then()
                .body("items.role", contains("user", "assistant", "tool", "assistant", "user", "assistant"))
                .body("items[2].tool_call_id", equalTo("call_1"));
    }

    @Test
    void aResultStaysBesideItsCallWhenInstructionsComeBeforeIt() {
        String session = api.createSession();
        chatIn(session, "fake-tools", false, Map.of("role", "user", "content", "hi"));
        chatIn(
                session,
                "org/fake-1",
                false,
                Map.of("role", "developer", "content", "Be brief."),
                Map.of("role", "tool", "tool_call_id", "call_1", "content", "high"));
        assertThat(told().stream().map(message -> ((JsonObject) message).getString("role")))
                .containsExactly("developer", "user", "assistant", "tool");
    }

    @Test
    void aCallThatNobodyAnsweredIsNotToldAgain() {
        String session = api.createSession();
        chatIn(session, "fake-tools", false, Map.of("role", "user", "content", "hi"));
        chatIn(session, "org/fake-1", false, Map.of("role", "user", "content", "never mind"));
        assertThat(told()).isEqualTo(list("{'role':'user','content':'hi'}", "{'role':'user','content':'never mind'}"));
    }

    @Test
    void aResultThatWasAppendedIsToldToo() {
        String session = api.createSession();
        chatIn(session, "fake-tools", false, Map.of("role", "user", "content", "hi"));
        api.append(session, Map.of("role", "tool", "content", "high", "tool_call_id", "call_1"))
                .then()
                .statusCode(201);
        chatIn(session, "org/fake-1", false, Map.of("role", "user", "content", "so?"));
        assertThat(told().stream().map(message -> ((JsonObject) message).getString("role")))
                .containsExactly("user", "assistant", "tool", "user");
    }

    @Test
    void anIdOfACallThatCannotBeStoredIsRefused() {
        Map<String, Object> body = asking("org/fake-1");
        body.put("metadata", Map.of("session_id", api.createSession()));
        body.put("messages", List.of(Map.of("role", "tool", "tool_call_id", "x".repeat(4097), "content", "high")));
        api.chat(body).then().statusCode(400).body("error.param", equalTo("messages[0].tool_call_id"));
    }

    @Test
    void aModelIsToldAsMuchOfTheHistoryAsItMayWeigh() {
        String session = api.createSession();
        Database.sayMuch(api.organization(), session, 1, 5);
        chatIn(session, "org/fake-1", false, Map.of("role", "user", "content", "hi"));
        assertThat(told().stream()
                        .map(message ->
                                ((JsonObject) message).getString("content").substring(0, 2)))
                .containsExactly("4 ", "5 ", "hi");
    }

    private void chatIn(String session, String model, boolean streamed, Map<?, ?>... messages) {
        Map<String, Object> body = asking(model);
        body.put("stream", streamed);
        body.put("messages", List.of(messages));
        body.put("metadata", Map.of("session_id", session));
        api.chat(body).then().statusCode(200);
    }

    /** The messages that the provider was sent last. */
    private JsonArray told() {
        return seen().getJsonObject("body").getJsonArray("messages");
    }

    private static JsonArray list(String... messages) {
        return new JsonArray("[" + String.join(",", messages).replace('\'', '"') + "]");
    }

    @Test
    void relaysStreamedToolCallsUnchanged() throws Exception {
        Map<String, Object> body = streaming("fake-tools");
        body.put("tools", List.of(Map.of("type", "function", "function", Map.of("name", "tide"))));
        body.put("tool_choice", "auto");
        try (Sse sse = Sse.open(base, api, body)) {
            List<String> events = sse.rest();
            assertThat(events).hasSize(5).endsWith("data: [DONE]");
            assertThat(events.get(1))
                    .contains("\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"at\\\":\"}}]");
            assertThat(events.get(3)).contains("\"finish_reason\":\"tool_calls\"");
        }
        assertThat(seen().getJsonObject("body").getJsonArray("tools")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "fake-401, 502, model_provider_unauthorized, server_error",
        "fake-400, 400, model_request_refused, invalid_request_error",
        "fake-404, 400, model_not_found, invalid_request_error",
        "fake-429, 429, model_rate_limited, rate_limit_error",
        "fake-500, 503, model_unavailable, server_error",
        "fake-html, 502, model_answer_malformed, server_error",
        "fake-hang, 504, model_timeout, server_error"
    })
    void aProvidersFailureIsToldInOpenAisShape(String model, int status, String code, String type) {
        for (boolean streamed : List.of(false, true)) {
            Map<String, Object> body = asking(model);
            body.put("stream", streamed);
            api.chat(body)
                    .then()
                    .statusCode(status)
                    .contentType("application/json")
                    .body("error.code", equalTo(code))
                    .body("error.type", equalTo(type))
                    .body("error.message", not(containsString("sk-")))
                    .body("error.message", not(containsString("internals")));
        }
    }

    @Test
    void tellsWhenToComeBack() {
        api.chat(asking("fake-429")).then().statusCode(429).header("Retry-After", "7");
        api.chat(asking("fake-500")).then().statusCode(503).header("Retry-After", "5");
    }

    @ParameterizedTest
    @CsvSource({"fake-dies, model_stream_broken", "fake-error-event, model_stream_broken", "fake-silent, model_timeout"
    })
    void aStreamThatBreaksOffEndsInAnErrorEventAndKeepsThePart(String model, String code) throws Exception {
        String session = api.createSession();
        Map<String, Object> body = streaming(model);
        body.put("metadata", Map.of("session_id", session));
        try (Sse sse = Sse.open(base, api, body)) {
            assertThat(sse.status()).isEqualTo(200);
            assertThat(Sse.contentOf(sse.nextChunk())).isEqualTo("Hel");
            JsonObject error = sse.nextChunk().getJsonObject("error");
            assertThat(error.getString("code")).isEqualTo(code);
            assertThat(error.getString("message")).isNotBlank();
            assertThat(sse.rest()).containsExactly("data: [DONE]");
        }
        api.messages(session)
                .then()
                .body("items.content", contains("hi", "Hel"))
                .body("items[1].status", equalTo("partial"));
    }

    @Test
    void anAnswerThatNeverBeganIsNotStored() {
        String session = api.createSession();
        Map<String, Object> body = asking("fake-500");
        body.put("metadata", Map.of("session_id", session));
        api.chat(body).then().statusCode(503);
        api.messages(session).then().body("items", hasSize(0));
    }

    @Test
    void leavesAFailingProviderAloneAndComesBackToIt() {
        for (int call = 0; call < 25; call++) {
            api.chat(asking("fake-500")).then().statusCode(503);
        }
        api.chat(asking("org/fake-1"))
                .then()
                .statusCode(503)
                .header("Retry-After", "5")
                .body("error.message", containsString("left alone"));
        Eventually.within(SOON, () -> api.chat(asking("org/fake-1")).then().statusCode(200));
    }

    @Test
    void listsTheProvidersModels() {
        api.request()
                .get("/v1/models")
                .then()
                .statusCode(200)
                .body("data.id", hasItems("tidepool-offline", "org/fake-1", "flaky", "sound"))
                .body("data.findAll { it.id == 'flaky' }.owned_by", contains("primary"))
                .body("data.find { it.id == 'org/fake-1' }.owned_by", equalTo("fake"));
        api.request().get("/v1/models/org/fake-1").then().statusCode(200).body("created", equalTo(5));
    }

    @Test
    void asksAProviderForItsModelsOnceInAWhile() {
        api.request().get("/v1/models").then().statusCode(200);
        String asked = ofProvider("seen", "models");
        for (int time = 0; time < 5; time++) {
            api.request().get("/v1/models/org/fake-1").then().statusCode(200);
        }
        assertThat(Integer.parseInt(ofProvider("seen", "models"))).isLessThan(Integer.parseInt(asked) + 5);
    }

    private double chats(String outcome) {
        return metrics.get("tidepool.chat.requests")
                .tags("backend", "openai", "outcome", outcome)
                .counter()
                .count();
    }

    private JsonObject seen() {
        return new JsonObject(control("seen"));
    }

    private String control(String what) {
        return ofProvider(what, user);
    }

    private static String ofProvider(String what, String key) {
        return RestAssured.get("http://127.0.0.1:" + System.getProperty(FakeProvider.PORT) + "/" + what + "/" + key)
                .asString();
    }

    private Map<String, Object> asking(String model) {
        Map<String, Object> body = new HashMap<>();
        body.put("model", model);
        body.put("user", user);
        body.put("messages", List.of(Map.of("role", "user", "content", "hi")));
        return body;
    }

    private Map<String, Object> streaming(String model) {
        Map<String, Object> body = asking(model);
        body.put("stream", true);
        return body;
    }
}
