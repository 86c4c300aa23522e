package dev.tidepool.session.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.openclaw.ScriptedGateway;
import dev.tidepool.session.json.ExactJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our node at a scripted gateway. The browser answers when the test says so. */
@Timeout(60)
class NodeInvocationsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final OrganizationId OWNER = new OrganizationId(UUID.randomUUID());

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedGateway gateway = ScriptedGateway.start(vertx);
    private final Map<String, UniEmitter<? super ObjectNode>> asked = new ConcurrentHashMap<>();
    private final List<NodeBrowser.Request> requests = new CopyOnWriteArrayList<>();
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();

    @TempDir
    Path keys;

    @BeforeEach
    void connect() {
        gateway.on("node.invoke.result", (peer, request) -> peer.answer(request, new JsonObject()));
        OpenClawConfig config = LinkFixture.config(
                gateway.url(),
                Map.of("token", ScriptedGateway.TOKEN, "keys-directory", keys.toString(), "request-timeout", "20s"));
        GatewayOpener opener = new GatewayOpener(
                config, gateway.url(), LinkFixture::allow, new ExactJson(), GatewayRole.browserNode(), "0.1.0", vertx);
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        GatewayLink link = new GatewayLink(vertx, config, opener, new LinkMetrics(metrics, "node"));
        link.listen(new NodeInvocations(link, this::serve, OWNER, config, new ExactJson(), metrics));
        link.start();
        Eventually.within(SOON, () -> assertThat(link.isConnected()).isTrue());
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private Uni<ObjectNode> serve(OrganizationId organization, NodeBrowser.Request request) {
        assertThat(organization).isEqualTo(OWNER);
        requests.add(request);
        return Uni.createFrom()
                .<ObjectNode>emitter(answer -> asked.put(request.path(), answer))
                .onCancellation()
                .invoke(() -> cancelled.add(request.path()));
    }

    @Test
    void introducesItselfAsANodeThatTakesTheCommand() {
        JsonObject connect = gateway.requests("connect").getFirst();
        assertThat(connect.getString("role")).isEqualTo("node");
        assertThat(connect.getJsonObject("client").getString("id")).isEqualTo("node-host");
        assertThat(connect.getJsonObject("client").getString("mode")).isEqualTo("node");
        assertThat(connect.getJsonArray("scopes")).isEmpty();
        assertThat(connect.getJsonArray("caps")).isEqualTo(new JsonArray().add("browser"));
        assertThat(connect.getJsonArray("commands")).isEqualTo(new JsonArray().add("browser.proxy"));
        assertThat(ScriptedGateway.isSigned(connect, ScriptedGateway.TOKEN)).isTrue();
        assertThat(keys.resolve("node/device.pem")).exists();
    }

    @Test
    void givesEachInvocationItsOwnResult() {
        invoke("i1", "/navigate", 0);
        invoke("i2", "/snapshot", 0);
        Eventually.within(SOON, () -> assertThat(asked).containsKeys("/navigate", "/snapshot"));
        assertThat(requests.getFirst().method()).isEqualTo("POST");
        assertThat(requests.getFirst().body().path("url").asText()).isEqualTo("https://tide.example/");
        asked.get("/snapshot").complete(result("second"));
        asked.get("/navigate").complete(result("first"));
        Eventually.within(SOON, () -> assertThat(results()).hasSize(2));
        assertThat(results())
                .containsExactly(
                        new JsonObject()
                                .put("id", "i2")
                                .put("nodeId", "node-1")
                                .put("ok", true)
                                .put("payloadJSON", "{\"result\":\"second\"}"),
                        new JsonObject()
                                .put("id", "i1")
                                .put("nodeId", "node-1")
                                .put("ok", true)
                                .put("payloadJSON", "{\"result\":\"first\"}"));
    }

    @Test
    void tellsAFailureAsABrowserDoes() {
        invoke("i1", "/act", 0);
        Eventually.within(SOON, () -> assertThat(asked).containsKey("/act"));
        asked.get("/act").fail(Problem.invalidField("ref", "no such ref"));
        Eventually.within(SOON, () -> assertThat(results()).hasSize(1));
        JsonObject told = new JsonObject(results().getFirst().getString("payloadJSON")).getJsonObject("error");
        assertThat(told.getInteger("status")).isEqualTo(400);
        assertThat(told.getJsonObject("body").getString("error")).isEqualTo("no such ref");
    }

    @Test
    void waitsNoLongerThanTheGateway() {
        invoke("i1", "/navigate", 50);
        Eventually.within(SOON, () -> assertThat(results()).hasSize(1));
        assertThat(results().getFirst().getString("payloadJSON")).contains("\"status\":504");
        assertThat(cancelled).containsExactly("/navigate");
    }

    @Test
    void refusesOtherCommands() {
        send(
                "node.invoke.request",
                new JsonObject().put("id", "i1").put("nodeId", "node-1").put("command", "system.run"));
        Eventually.within(SOON, () -> assertThat(results()).hasSize(1));
        assertThat(results().getFirst().getBoolean("ok")).isFalse();
        assertThat(results().getFirst().getJsonObject("error").getString("code"))
                .isEqualTo("INVALID_REQUEST");
        assertThat(requests).isEmpty();
    }

    @Test
    void givesUpWhatTheGatewayGivesUp() {
        invoke("i1", "/navigate", 0);
        Eventually.within(SOON, () -> assertThat(asked).containsKey("/navigate"));
        send("node.invoke.cancel", new JsonObject().put("invokeId", "i1"));
        Eventually.within(SOON, () -> assertThat(cancelled).containsExactly("/navigate"));
        invoke("i2", "/tabs", 0);
        Eventually.within(SOON, () -> assertThat(asked).containsKey("/tabs"));
        asked.get("/tabs").complete(result("tabs"));
        Eventually.within(SOON, () -> assertThat(results()).hasSize(1));
        assertThat(results().getFirst().getString("id")).isEqualTo("i2");
    }

    @Test
    void aLostConnectionGivesUpWhatItBegan() {
        invoke("i1", "/navigate", 0);
        Eventually.within(SOON, () -> assertThat(asked).containsKey("/navigate"));
        gateway.peers().getFirst().cut();
        Eventually.within(SOON, () -> assertThat(cancelled).containsExactly("/navigate"));
        Eventually.within(SOON, () -> assertThat(gateway.peers()).hasSize(2));
        Eventually.within(SOON, () -> {
            invoke("again", "/tabs", 0);
            assertThat(asked).containsKey("/tabs");
        });
    }

    private void invoke(String id, String path, int timeoutMillis) {
        JsonObject params = new JsonObject()
                .put("method", "post")
                .put("path", path)
                .put("body", new JsonObject().put("url", "https://tide.example/"));
        send(
                "node.invoke.request",
                new JsonObject()
                        .put("id", id)
                        .put("nodeId", "node-1")
                        .put("command", "browser.proxy")
                        .put("paramsJSON", params.encode())
                        .put("timeoutMs", timeoutMillis));
    }

    private void send(String event, JsonObject payload) {
        gateway.peers().getLast().event(event, payload);
    }

    private List<JsonObject> results() {
        return gateway.requests("node.invoke.result");
    }

    private static ObjectNode result(String text) {
        return JsonNodeFactory.instance.objectNode().put("result", text);
    }
}
