package dev.tidepool.session.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Chats with agents of an OpenClaw gateway. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@TestProfile(AgentProfile.class)
@Timeout(120)
class AgentChatTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TestHTTPResource
    URI base;

    private final Api api = Api.ofNewOrganization();
    private final String mark = UUID.randomUUID().toString();

    @BeforeEach
    void connect() {
        Eventually.within(
                SOON,
                () -> api.request()
                        .get("/v1/openclaw/status")
                        .then()
                        .statusCode(200)
                        .body("state", equalTo("connected"))
                        .body("version", equalTo("2026.9.6")));
    }

    @Test
    void answersInOpenAisShape() {
        api.chat(asking("hello"))
                .then()
                .statusCode(200)
                .body("object", equalTo("chat.completion"))
                .body("model", equalTo("openclaw/main"))
                .body("choices[0].message.content", equalTo("The tide is high"))
                .body("choices[0].finish_reason", equalTo("stop"))
                .body("usage.prompt_tokens", equalTo(11))
                .body("usage.completion_tokens", equalTo(7));
    }

    @Test
    void streamsTheAnswerAndTellsOfTools() throws Exception {
        List<String> events = stream("use a tool");
        assertThat(Sse.textOf(events)).isEqualTo("The tide is high");
        assertThat(events.getFirst()).contains("\"role\":\"assistant\"");
        assertThat(events)
                .anyMatch(event ->
                        event.contains("\"openclaw\":{\"tool\":{\"id\":\"call_1\",\"name\":\"session_status\""))
                .noneMatch(event -> event.contains("tool_calls"))
                .endsWith("data: [DONE]");
        assertThat(events.get(events.size() - 2)).contains("\"prompt_tokens\":11");
    }

    @Test
    void losesNothingWhenTheConnectionIsLostInTheMiddle() throws Exception {
        List<String> events = stream("cut the line");
        assertThat(Sse.textOf(events)).isEqualTo("The tide is high");
        assertThat(events).endsWith("data: [DONE]").noneMatch(event -> event.contains("\"error\""));
    }

    @Test
    void bindsTheAgentsConversationToOrganizationAndSession() {
        String session = api.createSession();
        api.chat(in(session, "first")).then().statusCode(200);
        api.chat(in(session, "second")).then().statusCode(200);
        api.messages(session).then().body("items", hasSize(4));
        List<JsonObject> sent = sent("chat.send");
        assertThat(sent)
                .extracting(params -> params.getString("sessionKey"))
                .containsOnly("agent:main:" + api.organization() + ":" + session);
        assertThat(sent)
                .extracting(params -> params.getString("message"))
                .containsExactly("first " + mark, "second " + mark);
    }

    @Test
    void anAgentGoesOnWithWhatItWasAskedBeforeACrash() {
        String session =
                api.create(Map.of("model", "openclaw/main")).then().extract().path("id");
        String task =
                task(Map.of("kind", "chat", "sessionId", session, "input", Map.of("prompts", List.of("wait " + mark))));
        Eventually.within(SOON, () -> assertThat(sent("chat.send")).hasSize(1));
        // As though the instance had been killed while the agent worked.
        Database.run("""
                UPDATE session.tasks SET worker = gen_random_uuid(), lease_until = now() + interval '5 seconds'
                WHERE id = '%s' AND status = 'running'""".formatted(task));
        Eventually.within(
                SOON,
                () -> api.request()
                        .get("/v1/tasks/{id}", task)
                        .then()
                        .body("status", equalTo("succeeded"))
                        .body("result.reply", equalTo("The tide is high")));
        assertThat(sent("chat.send"))
                .extracting(params -> params.getString("idempotencyKey"))
                .hasSize(2)
                .satisfies(keys -> assertThat(keys.getFirst()).isEqualTo(keys.getLast()));
        assertThat(abortsIn(session))
                .as("the first attempt was lost: the agent is its successor's")
                .isEmpty();
        api.messages(session).then().body("items", hasSize(2));
    }

    @Test
    void aCancelledTaskStopsItsAgent() {
        String session =
                api.create(Map.of("model", "openclaw/main")).then().extract().path("id");
        String task = task(
                Map.of("kind", "chat", "sessionId", session, "input", Map.of("prompts", List.of("wait here " + mark))));
        Eventually.within(SOON, () -> assertThat(sent("chat.send")).hasSize(1));
        api.request().post("/v1/tasks/{id}/cancel", task).then().statusCode(200);
        Eventually.within(SOON, () -> assertThat(abortsIn(session)).hasSize(1));
        assertThat(abortsIn(session).getFirst().getString("runId"))
                .isEqualTo(sent("chat.send").getFirst().getString("idempotencyKey"));
    }

    @Test
    void anAgentOfALostSkillIsItsSuccessors() {
        String task = task(Map.of(
                "kind",
                "skill",
                "input",
                Map.of("skill", "code-review", "input", Map.of("text", "wait; " + mark), "model", "openclaw/main")));
        Eventually.within(SOON, () -> assertThat(sent("chat.send")).hasSize(1));
        Database.run("""
                UPDATE session.tasks SET worker = gen_random_uuid(), lease_until = now() + interval '5 seconds'
                WHERE id = '%s' AND status = 'running'""".formatted(task));
        Eventually.within(
                SOON, () -> api.request().get("/v1/tasks/{id}", task).then().body("status", equalTo("succeeded")));
        String key = sent("chat.send").getFirst().getString("sessionKey");
        assertThat(sent("chat.send"))
                .hasSize(2)
                .allMatch(sent -> sent.getString("sessionKey").equals(key));
        assertThat(all("chat.abort"))
                .noneMatch(abort -> abort.getString("sessionKey").equals(key));
    }

    private String task(Map<String, ?> body) {
        return api.request()
                .body(body)
                .post("/v1/tasks")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static List<JsonObject> abortsIn(String session) {
        return all("chat.abort").stream()
                .filter(abort -> abort.getString("sessionKey").endsWith(":" + session))
                .toList();
    }

    @Test
    void aSkillHasAConversationOfItsOwn() {
        String session = api.createSession();
        api.request()
                .body(Map.of("input", Map.of("text", "int x; " + mark), "sessionId", session, "model", "openclaw/main"))
                .post("/v1/skills/code-review/execute")
                .then()
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("output.text", equalTo("The tide is high"));
        assertThat(sent("chat.send").getFirst().getString("sessionKey"))
                .startsWith("agent:main:" + api.organization() + ":")
                .doesNotContain(session);
    }

    @Test
    void aCallWithoutASessionHasAConversationOfItsOwn() {
        api.chat(asking("one")).then().statusCode(200);
        api.chat(asking("two")).then().statusCode(200);
        assertThat(sent("chat.send"))
                .extracting(params -> params.getString("sessionKey"))
                .doesNotHaveDuplicates()
                .allMatch(key -> key.startsWith("agent:main:" + api.organization() + ":"));
    }

    @Test
    void nobodyReachesTheConversationOfAnother() {
        String session = Api.ofNewOrganization().createSession();
        api.chat(in(session, "hello")).then().statusCode(404);
        Map<String, Object> sneaking = asking("hello");
        sneaking.put("model", "openclaw/main:" + UUID.randomUUID());
        api.chat(sneaking).then().statusCode(400).body("error.code", equalTo("model_not_found"));
        assertThat(sent("chat.send")).isEmpty();
    }

    @Test
    void tellsWhoSaidWhatInACallWithSeveralMessages() {
        Map<String, Object> body = asking("And now?");
        body.put(
                "messages",
                List.of(
                        Map.of("role", "system", "content", "Be brief."),
                        Map.of("role", "user", "content", "Is it low?"),
                        Map.of("role", "assistant", "content", "No."),
                        Map.of("role", "user", "content", "And now? " + mark)));
        body.put("reasoning_effort", "low");
        api.chat(body).then().statusCode(200);
        JsonObject sent = sent("chat.send").getFirst();
        assertThat(sent.getString("message"))
                .isEqualTo("Instructions: Be brief.\n\nUser: Is it low?\n\nAssistant: No.\n\nUser: And now? " + mark);
        assertThat(sent.getString("thinking")).isEqualTo("low");
    }

    @Test
    void stopsTheAgentWhenTheClientGoesAway() throws Exception {
        try (Sse sse = Sse.open(base, api, streaming("wait for me"))) {
            assertThat(sse.nextChunk().encode()).contains("assistant");
            assertThat(Sse.contentOf(sse.nextChunk())).isEqualTo("The tide");
        }
        String key = sent("chat.send").getFirst().getString("sessionKey");
        Eventually.within(
                SOON,
                () -> assertThat(all("chat.abort"))
                        .anyMatch(abort -> abort.getString("sessionKey").equals(key)));
    }

    @Test
    void tellsAFailureInOpenAisShape() throws Exception {
        api.chat(asking("please fail"))
                .then()
                .statusCode(429)
                .body("error.code", equalTo("openclaw_rate_limited"))
                .body("error.type", equalTo("rate_limit_error"));
        assertThat(stream("please fail"))
                .anyMatch(event -> event.contains("openclaw_rate_limited"))
                .endsWith("data: [DONE]");
        api.chat(asking("refuse me"))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("openclaw_request_refused"))
                .body("error.message", equalTo("no such agent"));
        Map<String, Object> body = streaming("refuse me");
        api.chat(body).then().statusCode(400);
    }

    @Test
    void refusesWhatAnAgentCannotDo() {
        Map<String, Object> tools = asking("hello");
        tools.put("tools", List.of(Map.of("type", "function", "function", Map.of("name", "f"))));
        api.chat(tools).then().statusCode(400).body("error.param", equalTo("tools"));
        Map<String, Object> format = asking("hello");
        format.put("response_format", Map.of("type", "json_object"));
        api.chat(format).then().statusCode(400).body("error.param", equalTo("response_format"));
        Map<String, Object> silent = asking("hello");
        silent.put("messages", List.of(Map.of("role", "assistant", "content", "No.")));
        api.chat(silent).then().statusCode(400).body("error.param", equalTo("messages"));
    }

    @Test
    void aRefusedRequestLeavesTheQuotaAsItWas() {
        Map<String, Object> tools = in(api.createSession(), "hello");
        tools.put("tools", List.of(Map.of("type", "function", "function", Map.of("name", "f"))));
        api.chat(tools).then().statusCode(400);
        tools.put("stream", true);
        api.chat(tools).then().statusCode(400);
        api.request().get("/internal/quotas").then().body("quotas.find { it.name == 'messages' }.used", equalTo(0));
    }

    @Test
    void listsAgentsAmongTheModels() {
        api.request()
                .get("/v1/models")
                .then()
                .statusCode(200)
                .body("data.id", hasItems("openclaw/main", "tidepool-offline"));
        api.request().get("/v1/models/openclaw/main").then().statusCode(200).body("owned_by", equalTo("openclaw"));
    }

    @Test
    void usesAToolInTheConversationOfTheCallersSession() {
        String session = api.createSession();
        tool("echo", Map.of("sessionId", session, "args", Map.of("mark", mark)))
                .then()
                .statusCode(200)
                .body("tool", equalTo("echo"))
                .body("untrusted", equalTo(true))
                .body("output.mark", equalTo(mark));
        assertThat(all("tools.invoke"))
                .anyMatch(params ->
                        params.getString("sessionKey").equals("agent:main:" + api.organization() + ":" + session));
    }

    @Test
    void tellsWhyAToolCannotBeUsed() {
        Map<String, String> body = Map.of("sessionId", api.createSession());
        tool("exec", body).then().statusCode(403).body("code", equalTo("OPENCLAW_TOOL_REFUSED"));
        tool("missing", body).then().statusCode(404).body("code", equalTo("OPENCLAW_TOOL_NOT_FOUND"));
        tool("broken", body)
                .then()
                .statusCode(502)
                .body("code", equalTo("OPENCLAW_TOOL_FAILED"))
                .body("detail", equalTo("no luck"));
        tool("echo", Map.of()).then().statusCode(400).body("field", equalTo("sessionId"));
        Map<String, String> sneaking = Map.of("sessionId", api.createSession(), "agent", "a:b");
        tool("echo", sneaking).then().statusCode(400).body("field", equalTo("agent"));
        String foreign = Api.ofNewOrganization().createSession();
        tool("echo", Map.of("sessionId", foreign)).then().statusCode(404);
    }

    private Response tool(String name, Map<String, ?> body) {
        Caller.Member member = new Caller.Member(
                "key:" + mark, api.organization(), api.tier(), Set.of(Role.OWNER), Set.of("skills:write"));
        return RestAssured.given()
                .header("Authorization", TestTokens.bearer(member))
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/openclaw/tools/{tool}", name);
    }

    private Map<String, Object> asking(String text) {
        Map<String, Object> body = new HashMap<>();
        body.put("model", "openclaw/main");
        body.put("messages", List.of(Map.of("role", "user", "content", text + " " + mark)));
        return body;
    }

    private Map<String, Object> streaming(String text) {
        Map<String, Object> body = asking(text);
        body.put("stream", true);
        body.put("stream_options", Map.of("include_usage", true));
        return body;
    }

    private Map<String, Object> in(String session, String text) {
        Map<String, Object> body = asking(text);
        body.put("metadata", Map.of("session_id", session));
        return body;
    }

    private List<String> stream(String text) throws Exception {
        try (Sse sse = Sse.open(base, api, streaming(text))) {
            return sse.rest();
        }
    }

    /** The parameters of this test's requests for a method. */
    private List<JsonObject> sent(String method) {
        return all(method).stream()
                .filter(params -> params.getString("message").contains(mark))
                .toList();
    }

    private static List<JsonObject> all(String method) {
        String port = System.getProperty(AgentGateway.PORT);
        JsonArray requests = new JsonArray(
                RestAssured.given().get("http://127.0.0.1:" + port + "/").asString());
        return requests.stream()
                .map(JsonObject.class::cast)
                .filter(request -> request.getString("method").equals(method))
                .map(request -> request.getJsonObject("params"))
                .toList();
    }
}
