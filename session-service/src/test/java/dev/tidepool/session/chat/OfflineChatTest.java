package dev.tidepool.session.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@Timeout(60)
class OfflineChatTest {

    private static final String MODEL = "tidepool-offline";

    @TestHTTPResource
    URI base;

    private final Api api = Api.ofNewOrganization();

    @Test
    void answersInOpenAisShape() {
        api.chat(asking("hello"))
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("id", matchesPattern("chatcmpl-[0-9a-f]{32}"))
                .body("object", equalTo("chat.completion"))
                .body("created", greaterThan(1_700_000_000))
                .body("model", equalTo(MODEL))
                .body("choices", hasSize(1))
                .body("choices[0].index", equalTo(0))
                .body("choices[0].message.role", equalTo("assistant"))
                .body("choices[0].message.content", startsWith("I am tidepool-offline"))
                .body("choices[0].finish_reason", equalTo("stop"))
                .body("usage.prompt_tokens", equalTo(1))
                .body("usage.completion_tokens", greaterThan(10));
    }

    @Test
    void streamsInOpenAisShape() throws Exception {
        Map<String, Object> body = asking("/skill word-count one two");
        body.put("stream", true);
        body.put("stream_options", Map.of("include_usage", true));
        try (Sse sse = Sse.open(base, api, body)) {
            assertThat(sse.status()).isEqualTo(200);
            assertThat(sse.contentType()).startsWith("text/event-stream");
            JsonObject first = sse.nextChunk();
            assertThat(first.getString("object")).isEqualTo("chat.completion.chunk");
            JsonObject choice = first.getJsonArray("choices").getJsonObject(0);
            assertThat(choice.getJsonObject("delta").getString("role")).isEqualTo("assistant");
            assertThat(choice.containsKey("finish_reason")).isTrue();
            assertThat(choice.getValue("finish_reason")).isNull();
            List<String> rest = sse.rest();
            assertThat(rest).hasSizeGreaterThan(8);
            assertThat(Sse.textOf(rest)).startsWith("Words: 2\nCharacters: 7\n");
            assertThat(rest.getLast()).isEqualTo("data: [DONE]");
            JsonObject usage = new JsonObject(rest.get(rest.size() - 2).substring(6));
            assertThat(usage.getJsonArray("choices")).isEmpty();
            assertThat(usage.getJsonObject("usage").getInteger("total_tokens")).isPositive();
            JsonObject last = new JsonObject(rest.get(rest.size() - 3).substring(6));
            assertThat(last.getJsonArray("choices").getJsonObject(0).getString("finish_reason"))
                    .isEqualTo("stop");
        }
    }

    @Test
    void tellsTheUsageInAStreamOnlyWhenAsked() throws Exception {
        Map<String, Object> body = asking("hello");
        body.put("stream", true);
        try (Sse sse = Sse.open(base, api, body)) {
            assertThat(sse.rest())
                    .noneMatch(event -> event.contains("\"usage\""))
                    .endsWith("data: [DONE]");
        }
    }

    @Test
    void endsAtTheTokenLimitAndAtAStop() {
        Map<String, Object> limited = asking("hello");
        limited.put("max_tokens", 3);
        api.chat(limited)
                .then()
                .body("choices[0].message.content", equalTo("I am tidepool-offline, "))
                .body("choices[0].finish_reason", equalTo("length"))
                .body("usage.completion_tokens", equalTo(3));
        Map<String, Object> stopped = asking("hello");
        stopped.put("stop", List.of("tidepool"));
        api.chat(stopped)
                .then()
                .body("choices[0].message.content", equalTo("I am "))
                .body("choices[0].finish_reason", equalTo("stop"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBoundChatRemembersAndStoresBothSides(boolean streamed) throws Exception {
        String session = api.createSession();
        tell(session, "My harbour is called Ebbwater.", streamed);
        String answer = tell(session, "How is my harbour called?", streamed);
        assertThat(answer).contains("My harbour is called Ebbwater.");
        api.messages(session)
                .then()
                .body("items.role", contains("user", "assistant", "user", "assistant"))
                .body("items.sequence", contains(1, 2, 3, 4))
                .body("items.status", contains("complete", "complete", "complete", "complete"))
                .body("items[3].content", equalTo(answer))
                .body("items[3].model", equalTo(MODEL))
                .body("items[3].usage.completionTokens", greaterThan(5));
    }

    private String tell(String session, String text, boolean streamed) throws Exception {
        Map<String, Object> body = asking(text);
        body.put("metadata", Map.of("session_id", session));
        if (!streamed) {
            return api.chat(body).then().statusCode(200).extract().path("choices[0].message.content");
        }
        body.put("stream", true);
        try (Sse sse = Sse.open(base, api, body)) {
            return Sse.textOf(sse.rest());
        }
    }

    @Test
    void aChatWithoutSessionStoresNothing() {
        long before = Database.count("SELECT count(*) FROM session.messages");
        api.chat(asking("hello")).then().statusCode(200);
        assertThat(Database.count("SELECT count(*) FROM session.messages")).isEqualTo(before);
    }

    @Test
    void bindsByHeaderAndUsesTheSessionsModel() {
        String session = api.createSession();
        Map<String, Object> body = asking("hello");
        body.remove("model");
        api.request()
                .header("X-Session-Id", session)
                .body(body)
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .body("model", equalTo(MODEL));
        api.messages(session).then().body("items", hasSize(2));
    }

    @Test
    void refusesTwoDifferentSessions() {
        Map<String, Object> body = asking("hello");
        body.put("metadata", Map.of("session_id", api.createSession()));
        api.request()
                .header("X-Session-Id", api.createSession())
                .body(body)
                .post("/v1/chat/completions")
                .then()
                .statusCode(400)
                .body("error.param", equalTo("metadata.session_id"));
    }

    @Test
    void doesNotTouchASessionOfAnotherOrganization() {
        String foreign = Api.ofNewOrganization().createSession();
        Map<String, Object> body = asking("hello");
        body.put("metadata", Map.of("session_id", foreign));
        api.chat(body)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("session_not_found"))
                .body("error.type", equalTo("not_found_error"));
        body.put("stream", true);
        api.chat(body).then().statusCode(404).contentType("application/json");
        assertThat(Database.count("SELECT count(*) FROM session.messages WHERE session_id = '" + foreign + "'"))
                .isZero();
    }

    @Test
    void doesNotContinueASessionThatEnded() {
        String closed = api.createSession();
        api.request().post("/v1/sessions/{id}/close", closed);
        Map<String, Object> body = asking("hello");
        body.put("metadata", Map.of("session_id", closed));
        api.chat(body).then().statusCode(409).body("error.code", equalTo("session_closed"));
        String expired = api.createSession();
        Database.letExpire(expired);
        body.put("metadata", Map.of("session_id", expired));
        api.chat(body).then().statusCode(409).body("error.code", equalTo("session_expired"));
    }

    @Test
    void refusesAnUnknownModel() {
        Map<String, Object> body = asking("hello");
        body.put("model", "gpt-unknown");
        api.chat(body)
                .then()
                .statusCode(400)
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.code", equalTo("model_not_found"))
                .body("error.param", equalTo("model"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"m\"}|messages",
                "{\"model\":\"m\",\"messages\":[]}|messages",
                "{\"model\":\"m\",\"messages\":\"hi\"}|messages",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}|model",
                "{\"model\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}|model",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"king\",\"content\":\"hi\"}]}|messages[0].role",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}|messages[0].content",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"temperature\":2.1}|temperature",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"n\":2}|n",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"stream\":\"yes\"}|stream",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"max_tokens\":0}|max_tokens",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"stop\":5}|stop",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"stream_options\":{}}|stream_options"
            })
    void refusesABadFieldInOpenAisShape(String body, String field) {
        api.request()
                .body(body)
                .post("/v1/chat/completions")
                .then()
                .statusCode(400)
                .contentType("application/json")
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.param", equalTo(field))
                .body("error.message", containsString(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "", "[]", "null", "{\"model\":\"m\"} trailing"})
    void refusesABodyThatIsNoObject(String body) {
        api.request()
                .body(body)
                .post("/v1/chat/completions")
                .then()
                .statusCode(400)
                .contentType("application/json")
                .body("error.type", equalTo("invalid_request_error"));
    }

    @Test
    void refusesWithoutATokenScopeOrTheRightMethod() {
        RestAssured.given()
                .contentType("application/json")
                .body(asking("hello"))
                .post("/v1/chat/completions")
                .then()
                .statusCode(401)
                .body("error.type", equalTo("authentication_error"));
        RestAssured.given()
                .header("Authorization", TestTokens.bearer(api.organization(), "sessions:read"))
                .contentType("application/json")
                .body(asking("hello"))
                .post("/v1/chat/completions")
                .then()
                .statusCode(403)
                .body("error.type", equalTo("permission_error"));
        api.request()
                .get("/v1/chat/completions")
                .then()
                .statusCode(405)
                .body("error.code", equalTo("method_not_allowed"));
    }

    @Test
    void limitsTheMessagesOfARequest() {
        Map<String, Object> body = asking("hello");
        Map<String, String> message = Map.of("role", "user", "content", "x");
        body.put("messages", Collections.nCopies(2048, message));
        api.chat(body).then().statusCode(200);
        body.put("messages", Collections.nCopies(2049, message));
        api.chat(body).then().statusCode(400).body("error.param", equalTo("messages"));
        body.put("metadata", Map.of("session_id", api.createSession()));
        body.put("messages", Collections.nCopies(256, message));
        api.chat(body).then().statusCode(400).body("error.param", equalTo("messages"));
        body.put("messages", Collections.nCopies(255, message));
        api.chat(body).then().statusCode(200);
    }

    @Test
    void refusesABodyOfVeryManyParts() {
        Map<String, Object> body = asking("hi");
        body.put("tools", Collections.nCopies(100_000, Map.of()));
        api.chat(body).then().statusCode(413).body("error.code", equalTo("payload_too_large"));
    }

    @Test
    void refusesToBindAMessageThatCannotBeStored() {
        Map<String, Object> body = asking("x".repeat(262_145));
        api.chat(body).then().statusCode(200);
        body.put("metadata", Map.of("session_id", api.createSession()));
        api.chat(body).then().statusCode(400);
        Map<String, Object> nul = asking("a\0b");
        api.chat(nul).then().statusCode(200);
        nul.put("metadata", Map.of("session_id", api.createSession()));
        api.chat(nul).then().statusCode(400);
    }

    @Test
    void listsModelsAndSkills() {
        api.request()
                .get("/v1/models")
                .then()
                .statusCode(200)
                .body("object", equalTo("list"))
                .body("data.id", contains(MODEL))
                .body("data[0].object", equalTo("model"))
                .body("data[0].owned_by", equalTo("tidepool"));
        api.request().get("/v1/models/{id}", MODEL).then().statusCode(200).body("id", equalTo(MODEL));
        api.request().get("/v1/models/other").then().statusCode(404).body("error.code", equalTo("model_not_found"));
        api.request()
                .get("/v1/skills")
                .then()
                .statusCode(200)
                .body("items.name", hasItem("summarize"))
                .body("items[0].kind", equalTo("native"));
    }

    private static Map<String, Object> asking(String text) {
        Map<String, Object> body = new HashMap<>();
        body.put("model", MODEL);
        body.put("messages", new ArrayList<>(List.of(Map.of("role", "user", "content", text))));
        return body;
    }
}
