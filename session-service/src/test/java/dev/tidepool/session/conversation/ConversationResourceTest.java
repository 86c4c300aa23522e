package dev.tidepool.session.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.kernel.test.Zips;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import dev.tidepool.session.chat.AgentGateway;
import dev.tidepool.session.chat.AgentProfile;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What agents of an OpenClaw gateway keep, have and can do, as callers see it. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@TestProfile(AgentProfile.class)
@Timeout(120)
class ConversationResourceTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Api api = Api.ofNewOrganization();
    private String session;

    @BeforeEach
    void connect() {
        Eventually.within(
                SOON, () -> api.request().get("/v1/openclaw/status").then().body("state", equalTo("connected")));
        session = api.createSession();
    }

    @Test
    void deletingASessionDeletesWhatItsAgentsKeepOfIt() {
        say("hello");
        conversations().body("agents", contains("main"));
        api.request().delete("/v1/sessions/{id}", session).then().statusCode(204);
        Eventually.within(SOON, () -> assertThat(asked("sessions.delete")).hasSize(1));
        assertThat(asked("sessions.patch"))
                .singleElement()
                .satisfies(params -> assertThat(params.getBoolean("archived")).isTrue());
        assertThat(asked("sessions.delete").getFirst())
                .isEqualTo(new JsonObject()
                        .put("key", key())
                        .put("archivedOnly", true)
                        .put("deleteTranscript", true)
                        .put("expectedSessionId", "id of " + key()));
        Eventually.within(SOON, () -> assertThat(left()).isZero());
    }

    @Test
    void whatCannotBeDeletedAtOnceIsDeletedLater() {
        say("stubborn");
        api.request().delete("/v1/sessions/{id}", session).then().statusCode(204);
        Eventually.within(SOON, () -> assertThat(asked("sessions.delete")).hasSize(1));
        assertThat(left()).isOne();
        Database.run("UPDATE session.openclaw_conversations SET attempt_after = now() WHERE conversation = '" + session
                + "'");
        Eventually.within(SOON, () -> assertThat(asked("sessions.delete")).hasSize(2));
        Eventually.within(SOON, () -> assertThat(left()).isZero());
    }

    @Test
    void aSessionThatNoAgentKnowsIsDeletedWithoutAskingOne() {
        conversations().body("agents", empty());
        one("main").statusCode(404).body("code", equalTo("OPENCLAW_SESSION_NOT_FOUND"));
        api.request().delete("/v1/sessions/{id}", session).then().statusCode(204);
        assertThat(left()).isZero();
    }

    @Test
    void changesTheAgentsModelAndThinking() {
        say("hello");
        one("main").statusCode(200).body("agent", equalTo("main")).body("model", nullValue());
        patch(Map.of("model", "tidepool/large", "thinkingLevel", "high"))
                .statusCode(200)
                .body("model", equalTo("tidepool/large"))
                .body("thinkingLevel", equalTo("high"))
                .body("active", equalTo(false));
        patch(Collections.singletonMap("model", null))
                .statusCode(200)
                .body("model", nullValue())
                .body("thinkingLevel", equalTo("high"));
    }

    @Test
    void refusesChangesThatCannotBe() {
        say("hello");
        patch(Map.of("model", "none"))
                .statusCode(400)
                .body("code", equalTo("OPENCLAW_REQUEST_REFUSED"))
                .body("detail", containsString("not allowed"));
        patch(Map.of("archived", true)).statusCode(400).body("field", equalTo("archived"));
        patch(Map.of("thinkingLevel", "most")).statusCode(400).body("field", equalTo("thinkingLevel"));
        patch(Map.of("model", " ")).statusCode(400).body("field", equalTo("model"));
        patch(Map.of()).statusCode(400);
        one("a:b").statusCode(404);
    }

    @Test
    void resetsAndCompactsAsAnAdministrator() {
        say("hello");
        api.request().post(path("main/reset")).then().statusCode(204);
        assertThat(asked("sessions.reset"))
                .containsExactly(new JsonObject().put("key", key()).put("reason", "reset"));
        api.request()
                .post(path("main/compact"))
                .then()
                .statusCode(200)
                .body("compacted", equalTo(false))
                .body("reason", equalTo("no transcript"));
        assertThat(all("connect").getFirst().getJsonArray("scopes")).contains("operator.admin");
    }

    @Test
    void anAgentForgetsASessionThatStays() {
        say("hello");
        api.request().delete(path("main")).then().statusCode(204);
        one("main").statusCode(404);
        conversations().body("agents", empty());
        say("hello again");
        conversations().body("agents", contains("main"));
    }

    @Test
    void nobodyReachesWhatAnAgentKeepsOfAnother() {
        say("hello");
        Api stranger = Api.ofNewOrganization();
        stranger.request().get(path("main")).then().statusCode(404).body("code", equalTo("SESSION_NOT_FOUND"));
        stranger.request().get(path("")).then().statusCode(404);
        stranger.request().body(Map.of("model", "x")).patch(path("main")).then().statusCode(404);
        stranger.request().post(path("main/reset")).then().statusCode(404);
        stranger.request().post(path("main/compact")).then().statusCode(404);
        stranger.request().delete(path("main")).then().statusCode(404);
        assertThat(asked("sessions.describe")).isEmpty();
    }

    @Test
    void listsTheSkillsOfAnAgentAndNotWhereTheyAre() {
        api.request()
                .get("/v1/openclaw/skills")
                .then()
                .statusCode(200)
                .body("agent", equalTo("main"))
                .body("untrusted", equalTo(true))
                .body("items.name", contains("video-frames"))
                .body("items[0].eligible", equalTo(false))
                .body("items[0].missing", contains("bins:ffmpeg"))
                .body(not(containsString("/home/operator")));
        api.request()
                .get("/v1/openclaw/skills?agent=nobody")
                .then()
                .statusCode(400)
                .body("code", equalTo("OPENCLAW_REQUEST_REFUSED"));
        api.request().get("/v1/openclaw/skills?agent=A").then().statusCode(400).body("field", equalTo("agent"));
    }

    @Test
    void aListedOrganizationUsesTheGatewaysBrowser() {
        Api listed = new Api(new OrganizationId(UUID.fromString(AgentProfile.BROWSING)), Tier.GOVERNMENT);
        browse(listed, "{\"method\":\"POST\",\"path\":\"/navigate\",\"body\":{\"url\":\"https://tide.example/\"}}")
                .statusCode(200)
                .body("untrusted", equalTo(true))
                .body("output.asked.method", equalTo("POST"))
                .body("output.asked.path", equalTo("/navigate"))
                .body("output.asked.body.url", equalTo("https://tide.example/"));
        browse(listed, "{\"method\":\"GET\",\"path\":\"/snapshot\",\"query\":{\"format\":\"ai\"}}")
                .statusCode(200)
                .body("output.asked.query.format", equalTo("ai"));
        browse(listed, "{\"method\":\"POST\",\"path\":\"/act\",\"body\":{\"kind\":\"click\",\"ref\":\"e1\"}}")
                .statusCode(400)
                .body("detail", equalTo("unknown ref"));
        browse(api, "{\"method\":\"GET\",\"path\":\"/tabs\"}")
                .statusCode(403)
                .body("code", equalTo("OPENCLAW_BROWSER_REFUSED"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"method\":\"POST\",\"path\":\"/profiles/create\"}",
                "{\"method\":\"PUT\",\"path\":\"/tabs\"}",
                "{\"method\":\"DELETE\",\"path\":\"/tabs/../profiles\"}",
                "{\"path\":\"/tabs\"}",
                "{\"method\":\"GET\",\"path\":\"/tabs\",\"query\":{\"profile\":\"user\"}}"
            })
    void whatIsNotAPagesIsNotTheGatewaysBrowsersEither(String body) {
        browse(api, body).statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({"echo, completed,", "broken, failed, OPENCLAW_TOOL_FAILED", "missing, failed, OPENCLAW_TOOL_NOT_FOUND"})
    void aSkillUsesAToolOfAnAgent(String tool, String status, String code) {
        api.request()
                .contentType("application/zip")
                .body(Zips.ofManifest(
                        "---\nname: uses-%s\ndescription: d\nmetadata: {tidepool: {kind: openclaw, openclaw: {tool: %s}}}\n---\n"
                                .formatted(tool, tool)))
                .post("/v1/skills")
                .then()
                .statusCode(201);
        api.request()
                .post("/v1/skills/uses-{tool}/versions/1/approve", tool)
                .then()
                .statusCode(200);
        api.request()
                .body(Map.of("sessionId", session, "input", Map.of("at", 6)))
                .post("/v1/skills/uses-{tool}/execute", tool)
                .then()
                .statusCode(200)
                .body("kind", equalTo("openclaw"))
                .body("status", equalTo(status))
                .body("error.code", equalTo(code))
                .body("output.output.at", equalTo(code == null ? 6 : null))
                .body("output.untrusted", equalTo(code == null ? true : null));
        assertThat(all("tools.invoke"))
                .anyMatch(params -> params.getString("name").equals(tool)
                        && params.getString("sessionKey").equals(key())
                        && params.getJsonObject("args").getInteger("at") == 6);
    }

    private void say(String text) {
        api.chat(Map.of(
                        "model", "openclaw/main",
                        "metadata", Map.of("session_id", session),
                        "messages", List.of(Map.of("role", "user", "content", text))))
                .then()
                .statusCode(200);
    }

    private String key() {
        return "agent:main:" + api.organization() + ":" + session;
    }

    private String path(String rest) {
        return "/v1/sessions/" + session + "/openclaw" + (rest.isEmpty() ? "" : "/" + rest);
    }

    private ValidatableResponse conversations() {
        return api.request().get(path("")).then().statusCode(200);
    }

    private ValidatableResponse one(String agent) {
        return api.request().get(path(agent)).then();
    }

    private ValidatableResponse patch(Map<String, ?> body) {
        return api.request().body(body).patch(path("main")).then();
    }

    private static ValidatableResponse browse(Api as, String body) {
        return as.request().body(body).post("/v1/openclaw/browser").then();
    }

    /** The parameters of the requests for a method about this test's session. */
    private List<JsonObject> asked(String method) {
        return all(method).stream()
                .filter(params -> key().equals(params.getString("key")))
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

    private long left() {
        return Database.count(
                "SELECT count(*) FROM session.openclaw_conversations WHERE conversation = '" + session + "'");
    }
}
