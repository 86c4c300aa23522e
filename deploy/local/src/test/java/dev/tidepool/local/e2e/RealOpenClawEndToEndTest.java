package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidepool.local.TestSuite;
import dev.tidepool.local.process.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Against the real software (Maven profile {@code openclaw}): our service is a client of its gateway, whose agent's model is our
 * own {@code /v1/chat/completions}, so it is a client of ours too.
 */
@EnabledIfSystemProperty(named = "tidepool.test.openclaw", matches = "true")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealOpenClawEndToEndTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int PORT = new Ports().choose(0);

    private static TestSuite suite;
    private static OpenClawProgram openClaw;
    private static Api owner;

    @BeforeAll
    static void start() throws Exception {
        suite = TestSuite.start(Map.of(
                "TIDEPOOL_OPENCLAW_URL",
                "ws://127.0.0.1:" + PORT,
                "TIDEPOOL_OPENCLAW_TOKEN",
                OpenClawProgram.TOKEN,
                "TIDEPOOL_OUTBOUND_OPERATOR_ALLOWED",
                "127.0.0.1:" + PORT,
                "TIDEPOOL_OPENCLAW_TOOLS",
                "session_status",
                "TIDEPOOL_OPENCLAW_NODE_ORGANIZATION",
                UUID.randomUUID().toString(),
                "TIDEPOOL_OPENCLAW_ADMIN",
                "true",
                // A busy machine takes long to start the gateway again.
                "TIDEPOOL_OPENCLAW_RESUME_WITHIN",
                "180s",
                "TIDEPOOL_PROXY_IDLE_TIMEOUT",
                "300s"));
        owner = new Api(suite.value("TIDEPOOL_URL"), suite.apiKey());
        Path home = suite.home().directory().resolve("openclaw-gateway");
        Files.createDirectories(home);
        openClaw = OpenClawProgram.prepare(
                home, PORT, suite.value("TIDEPOOL_URL") + "/v1", suite.apiKey(), "tidepool-offline");
    }

    @AfterAll
    static void stop() {
        if (openClaw != null) {
            openClaw.close();
        }
        if (suite != null) {
            suite.stop();
        }
    }

    @Test
    @Order(1)
    void connectsAsSoonAsTheGatewayIsThere() throws IOException {
        await().atMost(SOON).until(() -> status().text("state").equals("waiting"));
        assertThat(status().text("lastError.code")).isEqualTo("OPENCLAW_UNAVAILABLE");
        openClaw.start();
        await().atMost(SOON).until(() -> status().text("state").equals("connected"));
        assertThat(status().text("version")).isEqualTo("2026.9.6");
        assertThat(status().text("protocol")).isEqualTo("4");
        await().atMost(SOON).until(() -> status().json().path("latencyMillis").asDouble() > 0);
    }

    @Test
    @Order(2)
    void listsTheAgentsAsModels() {
        assertThat(owner.get("/v1/models").expect(200).body()).contains("openclaw/main");
    }

    @Test
    @Order(3)
    void anAgentAnswersAndAsksOurOwnModel() throws Exception {
        List<String> frames = stream(chat("The tide is high. What is high?"), Map.of());
        assertThat(frames.getLast()).isEqualTo("data: [DONE]");
        assertThat(frames.getFirst()).contains("\"role\":\"assistant\"");
        assertThat(frames).noneMatch(frame -> frame.contains("\"error\""));
        assertThat(String.join("", frames))
                .containsPattern("\"content\":\"[^\"]")
                .contains("\"usage\":{");
    }

    @Test
    @Order(4)
    void aSessionIsRememberedOnBothSides() throws Exception {
        String session = owner.post("/v1/sessions", "{\"model\":\"openclaw/main\"}")
                .expect(201)
                .text("id");
        for (String said : List.of("The harbour master is Ines.", "Who is the harbour master?")) {
            List<String> frames = stream(
                    "{\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + said + "\"}]}",
                    Map.of("X-Session-Id", session));
            assertThat(frames.getLast()).isEqualTo("data: [DONE]");
            assertThat(frames).noneMatch(frame -> frame.contains("\"error\""));
        }
        Answer history = owner.get("/v1/sessions/" + session + "/messages").expect(200);
        assertThat(history.json().path("items")).hasSize(4);
    }

    @Test
    @Order(5)
    void anUnknownAgentIsTheCallersMistake() throws Exception {
        List<String> frames = stream(chat("hello").replace("openclaw/main", "openclaw/nobody"), Map.of());
        assertThat(String.join("\n", frames)).contains("openclaw_request_refused");
    }

    @Test
    @Order(6)
    void aListedToolIsReallyUsedAndNoOther() {
        String session = owner.post("/v1/sessions", "{}").expect(201).text("id");
        String body = "{\"sessionId\":\"" + session + "\"}";
        Answer used = owner.post("/v1/openclaw/tools/session_status", body).expect(200);
        assertThat(used.body()).contains("OpenClaw 2026.9.6");
        owner.post("/v1/openclaw/tools/exec", body).expectProblem(403, "OPENCLAW_TOOL_REFUSED");
    }

    @Test
    @Order(6)
    void whatAnAgentKeepsOfASessionIsReadChangedAndDeleted() throws Exception {
        String session = owner.post("/v1/sessions", "{\"model\":\"openclaw/main\"}")
                .expect(201)
                .text("id");
        String kept = "/v1/sessions/" + session + "/openclaw/main";
        owner.get(kept).expectProblem(404, "OPENCLAW_SESSION_NOT_FOUND");
        String said =
                "{\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"The pier is long. What is long?\"}]}";
        assertThat(stream(said, Map.of("X-Session-Id", session)).getLast()).isEqualTo("data: [DONE]");
        assertThat(owner.get("/v1/sessions/" + session + "/openclaw")
                        .expect(200)
                        .body())
                .contains("[\"main\"]");
        assertThat(owner.get(kept).expect(200).text("model")).isEqualTo("tidepool-offline");
        assertThat(owner.patch(kept, "{\"thinkingLevel\":\"off\"}").expect(200).text("thinkingLevel"))
                .isEqualTo("off");
        owner.patch(kept, "{\"model\":\"nowhere/none\"}").expectProblem(400, "OPENCLAW_REQUEST_REFUSED");
        assertThat(owner.post(kept + "/compact", "").expect(200).body()).contains("\"compacted\":");
        owner.post(kept + "/reset", "").expect(204);
        assertThat(stream(said, Map.of("X-Session-Id", session)).getLast()).isEqualTo("data: [DONE]");
        owner.delete(kept).expect(204);
        owner.get(kept).expectProblem(404, "OPENCLAW_SESSION_NOT_FOUND");
    }

    @Test
    @Order(6)
    void deletingASessionDeletesItAtTheGateway() throws Exception {
        String session = owner.post("/v1/sessions", "{\"model\":\"openclaw/main\"}")
                .expect(201)
                .text("id");
        String said = "{\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello.\"}]}";
        assertThat(stream(said, Map.of("X-Session-Id", session)).getLast()).isEqualTo("data: [DONE]");
        owner.delete("/v1/sessions/" + session).expect(204);
        await().atMost(SOON)
                .until(() -> suite.log("session").contains("event=openclaw_conversation_deleted session=" + session));
    }

    @Test
    @Order(6)
    void theAgentsSkillsAreListed() {
        Answer skills = owner.get("/v1/openclaw/skills").expect(200);
        assertThat(skills.json().path("items").size()).isGreaterThan(20);
        assertThat(skills.body()).contains("\"openclaw-bundled\"").doesNotContain("filePath", "baseDir");
        owner.get("/v1/openclaw/skills?agent=nobody").expectProblem(400, "OPENCLAW_REQUEST_REFUSED");
    }

    @Test
    @Order(7)
    void aGatewayKilledInTheMiddleOfAnAnswerLosesNothing() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        List<String> frames = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
            try (BufferedReader reader = reader(chat("The tide is low. What is low?"), Map.of())) {
                reader.lines().filter(line -> line.startsWith("data: ")).forEach(line -> {
                    frames.add(line);
                    begun.countDown();
                });
            } catch (IOException failure) {
                throw new java.io.UncheckedIOException(failure);
            }
        });
        assertThat(begun.await(2, TimeUnit.MINUTES)).isTrue();
        openClaw.kill();
        await().atMost(SOON).until(() -> status().text("state").matches("waiting|connecting"));
        openClaw.start();
        reading.get(8, TimeUnit.MINUTES);
        assertThat(frames.getLast()).isEqualTo("data: [DONE]");
        String all = String.join("\n", frames);
        // It is answered, once, by the gateway that took it up again; or the client is told that it was not.
        assertThat(all.contains("\"finish_reason\":\"stop\"") ^ all.contains("openclaw_run_interrupted"))
                .as(all)
                .isTrue();
        await().atMost(SOON).until(() -> status().text("state").equals("connected"));
    }

    @Test
    @Order(8)
    void theGatewayUsesOurBrowserOnceItsOperatorApproves() throws Exception {
        if (!nodeState().equals("connected")) {
            assertThat(status().text("node.lastError.code")).isEqualTo("OPENCLAW_PAIRING_REQUIRED");
            openClaw.command("devices", "approve", "--latest");
            await().atMost(SOON).until(() -> nodeState().equals("connected"));
        }
        openClaw.command("nodes", "approve", first("requestId", openClaw.command("nodes", "pending", "--json")));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(invoke("GET", "/tabs")).contains("running"));
        assertThat(invoke("GET", "/nothing")).contains("404");
    }

    private static String nodeState() {
        return status().text("node.state");
    }

    private static String invoke(String method, String path) throws Exception {
        return openClaw.command(
                "nodes",
                "invoke",
                "--node",
                "Tidepool",
                "--command",
                "browser.proxy",
                "--params",
                "{\"method\":\"" + method + "\",\"path\":\"" + path + "\"}",
                "--json");
    }

    private static String first(String member, String json) {
        Matcher found =
                Pattern.compile("\"" + member + "\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
        assertThat(found.find()).as(json).isTrue();
        return found.group(1);
    }

    private static Answer status() {
        return owner.get("/v1/openclaw/status").expect(200);
    }

    private static String chat(String text) {
        return """
                {"model":"openclaw/main","stream":true,"stream_options":{"include_usage":true},
                 "messages":[{"role":"user","content":"%s"}]}""".formatted(text);
    }

    private static List<String> stream(String request, Map<String, String> headers) throws IOException {
        try (BufferedReader reader = reader(request, headers)) {
            return reader.lines()
                    .filter(line -> line.startsWith("data: ") || line.startsWith("{"))
                    .toList();
        }
    }

    private static BufferedReader reader(String request, Map<String, String> headers) throws IOException {
        try {
            return new BufferedReader(new InputStreamReader(
                    owner.stream("/v1/chat/completions", request, headers), StandardCharsets.UTF_8));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }
}
