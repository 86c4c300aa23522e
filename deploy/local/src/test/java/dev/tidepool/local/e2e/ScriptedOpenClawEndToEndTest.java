package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.openclaw.ScriptedAgent;
import dev.tidepool.kernel.test.openclaw.ScriptedGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A session service with an OpenClaw gateway that speaks recorded frames, behind a gateway of ours. */
@EnabledOnOs(OS.LINUX)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScriptedOpenClawEndToEndTest {

    private static final Duration SOON = Duration.ofMinutes(1);

    private static Running suite;
    private static ScriptedAgent agent;
    private static SecondInstance service;
    private static SecondGateway gateway;
    private static Api owner;
    private static String organization;

    @BeforeAll
    static void start() throws IOException {
        suite = Running.suite();
        organization = suite.owner().get("/v1/auth/me").expect(200).text("organization.id");
        agent = ScriptedAgent.start();
        service = SecondInstance.startBeside(
                "session",
                suite.process("session"),
                new HashMap<>(Map.of(
                        "TIDEPOOL_OPENCLAW_URL",
                        agent.url(),
                        "TIDEPOOL_OPENCLAW_TOKEN",
                        ScriptedGateway.TOKEN,
                        "TIDEPOOL_OUTBOUND_OPERATOR_ALLOWED",
                        agent.authority(),
                        "TIDEPOOL_OPENCLAW_TOOLS",
                        "echo,broken,missing",
                        "TIDEPOOL_OPENCLAW_ADMIN",
                        "true",
                        "TIDEPOOL_OPENCLAW_BROWSER_ORGANIZATIONS",
                        organization,
                        "TIDEPOOL_OPENCLAW_NODE_ORGANIZATION",
                        UUID.randomUUID().toString(),
                        "TIDEPOOL_CONVERSATION_SWEEP_EVERY",
                        "1s")));
        gateway = SecondGateway.startBeside(suite.process("gateway"), Map.of("TIDEPOOL_SESSION_URL", service.url()));
        owner = gateway.as(suite.variable("TIDEPOOL_API_KEY"));
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
        if (service != null) {
            service.close();
        }
        if (agent != null) {
            agent.close();
        }
    }

    @Test
    @Order(1)
    void tellsThatItIsConnectedAsAnOperatorAndAsANode() {
        Awaitility.await().atMost(SOON).until(() -> state().equals("connected"));
        Answer status = status();
        assertThat(status.text("version")).isEqualTo("2026.9.6");
        assertThat(status.text("protocol")).isEqualTo("4");
        Awaitility.await().atMost(SOON).until(() -> status().text("node.state").equals("connected"));
        gateway.as("").get("/v1/openclaw/status").expectProblem(401, "UNAUTHORIZED");
    }

    @Test
    @Order(2)
    void whatAnAgentKeepsOfASessionIsListedChangedAndForgotten() {
        String session = talk();
        String kept = "/v1/sessions/" + session + "/openclaw/main";
        assertThat(owner.get("/v1/sessions/" + session + "/openclaw")
                        .expect(200)
                        .json()
                        .path("agents"))
                .hasSize(1);
        assertThat(owner.patch(kept, "{\"model\":\"tidepool/large\",\"thinkingLevel\":\"high\"}")
                        .expect(200)
                        .text("thinkingLevel"))
                .isEqualTo("high");
        assertThat(owner.get(kept).expect(200).text("model")).isEqualTo("tidepool/large");
        owner.patch(kept, "{\"model\":\"none\"}").expectProblem(400, "OPENCLAW_REQUEST_REFUSED");
        assertThat(owner.post(kept + "/compact", "").expect(200).text("reason")).isEqualTo("no transcript");
        owner.post(kept + "/reset", "").expect(204);
        owner.delete(kept).expect(204);
        owner.get(kept).expectProblem(404, "OPENCLAW_SESSION_NOT_FOUND");
        assertThat(owner.get("/v1/sessions/" + session + "/openclaw")
                        .expect(200)
                        .json()
                        .path("agents"))
                .isEmpty();
        for (String method : List.of("sessions.compact", "sessions.reset", "sessions.delete")) {
            assertThat(asked(method, session)).as(method).hasSize(1);
        }
    }

    @Test
    @Order(2)
    void nobodyReachesWhatAnAgentKeepsOfAnother() {
        String session = talk();
        String kept = "/v1/sessions/" + session + "/openclaw/main";
        Api stranger = gateway.as(suite.freshAgent("claw-stranger").api().credential());
        stranger.get(kept).expectProblem(404, "SESSION_NOT_FOUND");
        stranger.patch(kept, "{\"thinkingLevel\":\"off\"}").expectProblem(404, "SESSION_NOT_FOUND");
        stranger.post(kept + "/reset", "").expectProblem(404, "SESSION_NOT_FOUND");
        stranger.post(kept + "/compact", "").expectProblem(404, "SESSION_NOT_FOUND");
        stranger.delete(kept).expectProblem(404, "SESSION_NOT_FOUND");
        Api reader = key("sessions:read");
        reader.get(kept).expect(200);
        reader.patch(kept, "{\"thinkingLevel\":\"off\"}").expectProblem(403, "FORBIDDEN");
        assertThat(asked("sessions.patch", session)).isEmpty();
        assertThat(asked("sessions.reset", session)).isEmpty();
    }

    @Test
    @Order(2)
    void deletingASessionDeletesItAtTheGateway() {
        String session = talk();
        owner.delete("/v1/sessions/" + session).expect(204);
        Awaitility.await()
                .atMost(SOON)
                .until(() -> asked("sessions.delete", session).size() == 1);
    }

    @Test
    @Order(2)
    void showsTheSkillsOfAnAgentAndNotWhereTheyAre() {
        Answer skills = owner.get("/v1/openclaw/skills").expect(200);
        assertThat(skills.json().at("/items/0/name").asText()).isEqualTo("video-frames");
        assertThat(skills.body()).doesNotContain("/home/operator");
        owner.get("/v1/openclaw/skills?agent=nobody").expectProblem(400, "OPENCLAW_REQUEST_REFUSED");
        key("sessions:read").get("/v1/openclaw/skills").expectProblem(403, "FORBIDDEN");
    }

    @Test
    @Order(2)
    void usesToolsThatTheOperatorLists() {
        String session = owner.post("/v1/sessions", "{}").expect(201).text("id");
        String body = "{\"sessionId\":\"" + session + "\",\"args\":{\"mark\":\"" + session + "\"}}";
        Answer used = owner.post("/v1/openclaw/tools/echo", body).expect(200);
        assertThat(used.text("output.mark")).isEqualTo(session);
        assertThat(used.json().path("untrusted").asBoolean()).isTrue();
        owner.post("/v1/openclaw/tools/exec", body).expectProblem(403, "OPENCLAW_TOOL_REFUSED");
        owner.post("/v1/openclaw/tools/missing", body).expectProblem(404, "OPENCLAW_TOOL_NOT_FOUND");
        owner.post("/v1/openclaw/tools/broken", body).expectProblem(502, "OPENCLAW_TOOL_FAILED");
        assertThat(agent.requests("tools.invoke"))
                .filteredOn(params -> params.getString("sessionKey").equals(key(organization, session)))
                .hasSize(3);
    }

    @Test
    @Order(2)
    void usesTheGatewaysBrowserForListedOrganizationsOnly() {
        String open = "{\"method\":\"POST\",\"path\":\"/navigate\",\"body\":{\"url\":\"https://tide.example/\"}}";
        Answer used = owner.post("/v1/openclaw/browser", open).expect(200);
        assertThat(used.text("output.asked.body.url")).isEqualTo("https://tide.example/");
        owner.post("/v1/openclaw/browser", "{\"method\":\"POST\",\"path\":\"/profiles/create\"}")
                .expect(400);
        gateway.as(suite.freshAgent("claw-surfer").api().credential())
                .post("/v1/openclaw/browser", open)
                .expect(403);
    }

    @Test
    @Order(3)
    void tellsThatTheGatewayIsGone() {
        agent.close();
        Awaitility.await().atMost(SOON).until(() -> state().matches("waiting|connecting"));
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(status().text("lastError.code"))
                        .matches("OPENCLAW_UNAVAILABLE|OPENCLAW_CONNECTION_LOST"));
        owner.get("/v1/openclaw/skills").expectProblem(503, "OPENCLAW_UNAVAILABLE");
    }

    /** A session in which the agent has answered. */
    private static String talk() {
        String session = owner.post("/v1/sessions", "{\"model\":\"openclaw/main\"}")
                .expect(201)
                .text("id");
        Answer said = owner.post(
                        "/v1/chat/completions",
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}",
                        Map.of("X-Session-Id", session))
                .expect(200);
        assertThat(said.json().at("/choices/0/message/content").asText()).isEqualTo("The tide is high");
        return session;
    }

    private static List<JsonObject> asked(String method, String session) {
        return agent.requests(method).stream()
                .filter(params -> params.getString("key").equals(key(organization, session)))
                .toList();
    }

    private static String key(String organization, String session) {
        return "agent:main:" + organization + ":" + session;
    }

    private static Api key(String scope) {
        return gateway.as(suite.owner()
                .post("/v1/api-keys", "{\"name\":\"claw\",\"scopes\":[\"" + scope + "\"]}")
                .expect(201)
                .text("apiKey"));
    }

    private static Answer status() {
        return owner.get("/v1/openclaw/status").expect(200);
    }

    private static String state() {
        return status().text("state");
    }
}
