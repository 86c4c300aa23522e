package dev.tidepool.session.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.kernel.net.OutboundError;
import dev.tidepool.kernel.net.OutboundGuard;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.openclaw.ScriptedGateway;
import dev.tidepool.session.json.ExactJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class GatewayLinkTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final ExactJson json = new ExactJson();
    private final ScriptedGateway gateway = ScriptedGateway.start(vertx);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Map<String, String> settings = new HashMap<>();
    private Function<URI, Uni<OutboundGuard.Checked>> guard = LinkFixture::allow;

    @TempDir
    Path keys;

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void introducesItselfAsASignedDevice() {
        GatewayLink link = connected();
        JsonObject connect = gateway.requests("connect").getFirst();
        assertThat(connect.getInteger("minProtocol")).isEqualTo(4);
        assertThat(connect.getJsonObject("client").getString("id")).isEqualTo("gateway-client");
        assertThat(connect.getJsonObject("auth").getString("token")).isEqualTo(ScriptedGateway.TOKEN);
        assertThat(ScriptedGateway.isSigned(connect, ScriptedGateway.TOKEN)).isTrue();
        assertThat(gateway.peers().getFirst().origin()).isNull();
        assertThat(((LinkState.Connected) link.state()).hello().version()).isEqualTo("2026.9.6");
        Eventually.within(SOON, () -> assertThat(link.latency()).isPresent());
        assertThat(metrics.get("tidepool.openclaw.connected").gauge().value()).isOne();
    }

    @Test
    void givesEachRequestItsOwnAnswer() throws Exception {
        List<JsonObject> held = new CopyOnWriteArrayList<>();
        gateway.on("health", (peer, request) -> {
            held.add(request);
            if (held.size() == 2) {
                held.reversed().forEach(each -> peer.answer(each, each.getJsonObject("params")));
            }
        });
        GatewayLink link = connected();
        Future<JsonNode> first = link.call("health", json.object().put("n", 1));
        Future<JsonNode> second = link.call("health", json.object().put("n", 2));
        assertThat(result(first).path("n").asInt()).isEqualTo(1);
        assertThat(result(second).path("n").asInt()).isEqualTo(2);
    }

    @Test
    void takesTheSecondAnswerOfAnAgentsRunAsItsResult() throws Exception {
        gateway.on("agent", (peer, request) -> {
            peer.answer(request, new JsonObject().put("status", "accepted"));
            peer.answer(request, new JsonObject().put("status", "ok").put("summary", "completed"));
        });
        assertThat(result(connected().call("agent", json.object()))
                        .path("status")
                        .asText())
                .isEqualTo("ok");
    }

    @Test
    void toleratesAnAnswerThatNobodyWaitsFor() throws Exception {
        gateway.on("health", (peer, request) -> {
            peer.answer(request, new JsonObject().put("n", 1));
            peer.answer(request, new JsonObject().put("n", 2));
        });
        GatewayLink link = connected();
        assertThat(result(link.call("health", json.object())).path("n").asInt()).isEqualTo(1);
        assertThat(result(link.call("health", json.object())).path("n").asInt()).isEqualTo(1);
    }

    @Test
    void givesUpARequestWithoutAnswer() {
        settings.put("request-timeout", "100ms");
        gateway.on("health", (peer, request) -> {});
        fails(connected().call("health", json.object()), OpenClawError.OPENCLAW_TIMEOUT);
    }

    @Test
    void sendsNothingLargerThanTheHelloAllows() {
        JsonObject hello = ScriptedGateway.hello(30_000);
        hello.getJsonObject("policy").put("maxPayload", 1000);
        gateway.on("connect", (peer, request) -> peer.answer(request, hello));
        GatewayLink link = connected();
        fails(
                link.call("chat.send", json.object().put("message", "é".repeat(500))),
                OpenClawError.OPENCLAW_REQUEST_TOO_LARGE);
        assertThat(gateway.requests("chat.send")).isEmpty();
    }

    @Test
    void refusesMoreRequestsThanMayWait() {
        settings.put("max-pending", "1");
        gateway.on("health", (peer, request) -> {});
        GatewayLink link = connected();
        link.call("health", json.object());
        fails(link.call("health", json.object()), OpenClawError.OPENCLAW_UNAVAILABLE);
    }

    @Test
    void namesTheScopeThatIsMissing() {
        fails(connected().call("sessions.delete", json.object()), OpenClawError.OPENCLAW_FORBIDDEN);
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST, AUTH_TOKEN_MISMATCH, 1008, OPENCLAW_UNAUTHORIZED, refused",
        "INVALID_REQUEST, AUTH_TOKEN_MISSING, 1008, OPENCLAW_UNAUTHORIZED, refused",
        "INVALID_REQUEST, DEVICE_AUTH_SIGNATURE_INVALID, 1008, OPENCLAW_UNAUTHORIZED, refused",
        "INVALID_REQUEST, AUTH_RATE_LIMITED, 1008, OPENCLAW_RATE_LIMITED, refused",
        "NOT_PAIRED, PAIRING_REQUIRED, 1008, OPENCLAW_PAIRING_REQUIRED, refused",
        "NOT_PAIRED, DEVICE_IDENTITY_REQUIRED, 1008, OPENCLAW_PAIRING_REQUIRED, refused",
        "INVALID_REQUEST, PROTOCOL_MISMATCH, 1002, OPENCLAW_PROTOCOL_MISMATCH, refused",
        "UNAVAILABLE, '', 1013, OPENCLAW_UNAVAILABLE, waiting"
    })
    void tellsWhyTheGatewayRefusesIt(String code, String detail, int status, String expected, String state) {
        gateway.on("connect", (peer, request) -> {
            peer.refuse(
                    request,
                    ScriptedGateway.error(code, "token shared-token is wrong")
                            .put("details", new JsonObject().put("code", detail)));
            peer.close(status);
        });
        GatewayLink link = started();
        Eventually.within(SOON, () -> assertThat(link.state().name()).isEqualTo(state));
        Problem problem = link.state().lastError().orElseThrow().problem();
        assertThat(problem.code()).hasToString(expected);
        assertThat(problem.detail()).doesNotContain(ScriptedGateway.TOKEN);
        fails(
                link.call("health", json.object()),
                state.equals("refused") ? OpenClawError.valueOf(expected) : OpenClawError.OPENCLAW_UNAVAILABLE);
    }

    @Test
    void namesTheRequestThatTheOperatorHasToApprove() {
        gateway.on("connect", (peer, request) -> {
            peer.refuse(
                    request,
                    ScriptedGateway.error("NOT_PAIRED", "pairing required")
                            .put(
                                    "details",
                                    new JsonObject()
                                            .put("code", "PAIRING_REQUIRED")
                                            .put("requestId", "req-17")));
            peer.close(1008);
        });
        GatewayLink link = started();
        Eventually.within(SOON, () -> assertThat(link.state().lastError()).isPresent());
        assertThat(link.state().lastError().orElseThrow().problem().detail())
                .endsWith("openclaw devices approve req-17");
    }

    @Test
    void isConnectedAsSoonAsTheOperatorHasApprovedIt() {
        settings.put("reconnect-longest", "100ms");
        gateway.on("connect", (peer, request) -> {
            peer.refuse(request, ScriptedGateway.error("NOT_PAIRED", "pairing required"));
            peer.close(1008);
        });
        GatewayLink link = started();
        Eventually.within(SOON, () -> assertThat(link.state().name()).isEqualTo("refused"));
        gateway.on("connect", (peer, request) -> peer.answer(request, ScriptedGateway.hello(30_000)));
        Eventually.within(SOON, () -> assertThat(link.state().name()).isEqualTo("connected"));
    }

    @Test
    void keepsTheTokenItIsGivenAndShowsItFromThenOn() throws IOException {
        JsonObject hello = ScriptedGateway.hello(30_000);
        hello.getJsonObject("auth").put("deviceToken", "device-token-1");
        gateway.on("connect", (peer, request) -> peer.answer(request, hello));
        connected();
        Eventually.within(SOON, () -> assertThat(files()).hasSize(2));
        for (Path file : files()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        gateway.peers().getFirst().close(1012);
        Eventually.within(SOON, () -> assertThat(gateway.requests("connect")).hasSize(2));
        JsonObject again = gateway.requests("connect").get(1);
        assertThat(again.getJsonObject("auth").getMap()).isEqualTo(Map.of("deviceToken", "device-token-1"));
        assertThat(ScriptedGateway.isSigned(again, "device-token-1")).isTrue();
    }

    @Test
    void forgetsADeviceTokenThatTheGatewayDoesNotKnow() {
        new DeviceStore(keys).keepToken(gateway.url(), "old");
        settings.put("reconnect-longest", "100ms");
        gateway.on("connect", (peer, request) -> {
            JsonObject auth = request.getJsonObject("params").getJsonObject("auth");
            if (auth.containsKey("deviceToken")) {
                peer.refuse(
                        request,
                        ScriptedGateway.error("INVALID_REQUEST", "unauthorized: device token mismatch")
                                .put("details", new JsonObject().put("code", "AUTH_DEVICE_TOKEN_MISMATCH")));
                peer.close(1008);
            } else {
                peer.answer(request, ScriptedGateway.hello(30_000));
            }
        });
        connected();
        assertThat(gateway.requests("connect").getLast().getJsonObject("auth").getString("token"))
                .isEqualTo(ScriptedGateway.TOKEN);
    }

    @Test
    void comesBackAfterARestartOfTheGateway() {
        gateway.on("health", (peer, request) -> peer.close(1012));
        GatewayLink link = connected();
        fails(link.call("health", json.object()), OpenClawError.OPENCLAW_UNAVAILABLE);
        Eventually.within(SOON, () -> assertThat(link.state().lastError()).isPresent());
        Eventually.within(SOON, () -> assertThat(link.state().name()).isEqualTo("connected"));
        assertThat(link.state().lastError().orElseThrow().problem().detail()).contains("restarts");
        assertThat(gateway.peers()).hasSize(2);
    }

    @Test
    void comesBackAfterTheGatewayWasKilled() {
        gateway.on("health", (peer, request) -> peer.cut());
        GatewayLink link = connected();
        fails(link.call("health", json.object()), OpenClawError.OPENCLAW_CONNECTION_LOST);
        Eventually.within(SOON, () -> assertThat(gateway.peers()).hasSize(2));
        Eventually.within(SOON, () -> assertThat(link.state().name()).isEqualTo("connected"));
    }

    @Test
    void leavesAGatewayThatFellSilent() {
        gateway.on("connect", (peer, request) -> peer.answer(request, ScriptedGateway.hello(50)));
        connected();
        Eventually.within(
                SOON, () -> assertThat(gateway.peers().getFirst().closed()).isEqualTo(4000));
        Eventually.within(SOON, () -> assertThat(gateway.peers()).hasSizeGreaterThan(1));
    }

    @Test
    void staysWithAGatewayThatTicks() {
        gateway.on("connect", (peer, request) -> {
            peer.answer(request, ScriptedGateway.hello(2000));
            vertx.setPeriodic(100, tick -> peer.event("tick", new JsonObject().put("ts", 1)));
        });
        GatewayLink link = connected();
        long until = System.nanoTime() + 5_000_000_000L;
        Eventually.within(SOON, () -> assertThat(System.nanoTime()).isGreaterThan(until));
        assertThat(link.state().name()).isEqualTo("connected");
        assertThat(gateway.peers()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"'not json'", "'{\"type\":\"req\",\"id\":\"1\"}'", "'{\"type\":\"res\",\"id\":\"1\"}'", "'[1]'"})
    void leavesAGatewayThatCannotBeUnderstood(String text) {
        gateway.on("health", (peer, request) -> peer.sendText(text));
        GatewayLink link = connected();
        fails(link.call("health", json.object()), OpenClawError.OPENCLAW_ANSWER_MALFORMED);
        Eventually.within(
                SOON, () -> assertThat(gateway.peers().getFirst().closed()).isEqualTo(1002));
        Eventually.within(SOON, () -> assertThat(link.state().name()).isEqualTo("connected"));
    }

    @Test
    void doesNotWaitForAGatewayThatNeverWelcomesIt() {
        settings.put("handshake-timeout", "100ms");
        gateway.on("connect", (peer, request) -> {});
        GatewayLink link = started();
        Eventually.within(SOON, () -> assertThat(link.state().name()).isEqualTo("waiting"));
        assertThat(link.state().lastError().orElseThrow().problem().code()).isEqualTo(OpenClawError.OPENCLAW_TIMEOUT);
    }

    @Test
    void waitsForAGatewayThatIsNotThere() {
        gateway.close();
        GatewayLink link = started();
        Eventually.within(SOON, () -> assertThat(link.state().name()).isEqualTo("waiting"));
        fails(link.call("health", json.object()), OpenClawError.OPENCLAW_UNAVAILABLE);
    }

    @Test
    void keepsToTheRulesOfOutboundConnections() {
        guard = uri -> Uni.createFrom()
                .failure(Problem.of(OutboundError.ADDRESS_REFUSED, "The host leads to an address that is not public."));
        GatewayLink link = started();
        Eventually.within(SOON, () -> assertThat(link.state().name()).isEqualTo("refused"));
        assertThat(link.state().lastError().orElseThrow().problem().detail())
                .contains("tidepool.outbound.operator-allowed");
        assertThat(gateway.peers()).isEmpty();
    }

    private GatewayLink connected() {
        GatewayLink link = started();
        Eventually.within(SOON, () -> assertThat(link.state().name()).isEqualTo("connected"));
        return link;
    }

    private GatewayLink started() {
        Map<String, String> all = new HashMap<>(settings);
        all.put("token", ScriptedGateway.TOKEN);
        all.put("keys-directory", keys.toString());
        GatewayLink link = LinkFixture.link(vertx, LinkFixture.config(gateway.url(), all), guard, metrics);
        link.start();
        return link;
    }

    private List<Path> files() {
        try (Stream<Path> list = Files.list(keys)) {
            return list.toList();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static JsonNode result(Future<JsonNode> answer) throws Exception {
        return answer.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static void fails(Future<JsonNode> answer, OpenClawError code) {
        assertThatThrownBy(() -> result(answer))
                .cause()
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
