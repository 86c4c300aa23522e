package dev.tidepool.session.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.openclaw.ScriptedGateway;
import dev.tidepool.kernel.test.openclaw.ScriptedGateway.Peer;
import dev.tidepool.session.attempt.Attempt;
import dev.tidepool.session.json.ExactJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class AgentRunsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String RUN = "run-1";
    private static final SessionKey KEY = new SessionKey(
            "main", new OrganizationId(UUID.randomUUID()), UUID.randomUUID().toString());

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedGateway gateway = ScriptedGateway.start(vertx);
    private final Map<String, String> settings = new HashMap<>();
    private final List<AgentPart> parts = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile GatewayLink link;
    private volatile JsonArray messages = new JsonArray();
    private volatile JsonObject inFlight;

    @BeforeEach
    void converse() {
        gateway.on("chat.history", (peer, request) -> {
            JsonObject history = new JsonObject().put("messages", messages);
            peer.answer(request, inFlight == null ? history : history.put("inFlightRun", inFlight));
        });
        gateway.on("chat.abort", (peer, request) -> peer.answer(request, new JsonObject().put("ok", true)));
        onSend(peer -> {});
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void tellsTheAnswerAsItComes() throws Exception {
        onSend(peer -> {
            delta(peer, "The tide", " tide");
            delta(peer, "The tide is high", " is high");
            messages = history("The tide is high", RUN, "stop");
            last(peer, "The tide is high");
        });
        ask(true);
        finished();
        assertThat(parts)
                .containsExactly(
                        new AgentPart.Text("The tide"),
                        new AgentPart.Text(" is high"),
                        new AgentPart.End(Optional.of(new AgentUsage(11, 7))));
        JsonObject sent = gateway.requests("chat.send").getFirst();
        assertThat(sent.getString("sessionKey")).isEqualTo(KEY.toString());
        assertThat(sent.getString("idempotencyKey")).isEqualTo(RUN);
        assertThat(sent.getString("thinking")).isEqualTo("low");
    }

    @Test
    void saysAllToAnAgentThatDoesNotKnowTheConversation() {
        ask(true);
        Eventually.within(SOON, () -> assertThat(gateway.requests("chat.send")).hasSize(1));
        assertThat(gateway.requests("chat.send").getFirst().getString("message"))
                .isEqualTo("all of it");
    }

    @Test
    void saysOnlyWhatIsNewToOneThatDoes() {
        messages.add(new JsonObject().put("role", "user"));
        ask(true);
        Eventually.within(SOON, () -> assertThat(gateway.requests("chat.send")).hasSize(1));
        assertThat(gateway.requests("chat.send").getFirst().getString("message"))
                .isEqualTo("what is new");
    }

    @Test
    void asksForNoHistoryOfAConversationThatBegins() {
        ask(false);
        Eventually.within(SOON, () -> assertThat(gateway.requests("chat.send")).hasSize(1));
        assertThat(gateway.requests("chat.history")).isEmpty();
    }

    @Test
    void repairsWhatEventsLeftOut() throws Exception {
        onSend(peer -> {
            delta(peer, "The", "The");
            delta(peer, "The tide is", " is");
            last(peer, "The tide is high");
        });
        ask(true);
        finished();
        assertThat(text()).isEqualTo("The tide is high");
    }

    @Test
    void tellsOfTools() throws Exception {
        onSend(peer -> {
            tool(peer, "start", false);
            tool(peer, "result", true);
            last(peer, "done");
        });
        ask(true);
        finished();
        assertThat(parts)
                .startsWith(
                        new AgentPart.Tool("call_1", "session_status", "start", false),
                        new AgentPart.Tool("call_1", "session_status", "result", true),
                        new AgentPart.Text("done"));
    }

    @Test
    void hearsNothingOfOtherRuns() throws Exception {
        onSend(peer -> {
            peer.event("chat", chat("delta", "secret of another").put("runId", "run-2"));
            last(peer, "mine");
        });
        ask(true);
        finished();
        assertThat(text()).isEqualTo("mine");
    }

    @ParameterizedTest
    @CsvSource({
        "error, rate_limit, OPENCLAW_RATE_LIMITED",
        "error, timeout, OPENCLAW_TIMEOUT",
        "error, context_length, OPENCLAW_REQUEST_REFUSED",
        "error, refusal, OPENCLAW_REQUEST_REFUSED",
        "error, unknown, OPENCLAW_FAILED",
        "error, , OPENCLAW_FAILED",
        "aborted, , OPENCLAW_RUN_STOPPED"
    })
    void failsAsTheRunDoes(String state, String kind, OpenClawError code) {
        onSend(peer ->
                peer.event("chat", chat(state, "part").put("errorKind", kind).put("errorMessage", "no luck")));
        ask(true);
        fails(code);
    }

    @Test
    void failsWhenTheGatewayRefusesTheMessage() {
        gateway.on(
                "chat.send",
                (peer, request) -> peer.refuse(
                        request,
                        ScriptedGateway.error(
                                "INVALID_REQUEST", "Agent \"nobody\" no longer exists in configuration")));
        ask(true);
        fails(OpenClawError.OPENCLAW_REQUEST_REFUSED);
    }

    @Test
    void stopsTheAgentWhenTheReaderGoesAway() {
        Cancellable reading = ask(true);
        Eventually.within(SOON, () -> assertThat(gateway.requests("chat.send")).hasSize(1));
        reading.cancel();
        Eventually.within(SOON, () -> assertThat(gateway.requests("chat.abort")).isNotEmpty());
        JsonObject abort = gateway.requests("chat.abort").getFirst();
        assertThat(abort.getString("sessionKey")).isEqualTo(KEY.toString());
        assertThat(abort.getString("runId")).isEqualTo(RUN);
    }

    /** The successor asks under the same id: the gateway could not tell whose turn is to be stopped. */
    @Test
    void leavesTheAgentToWhoGoesOnWithALostAttempt() throws Exception {
        Attempt attempt = new Attempt();
        AgentRuns runs = runs();
        Cancellable reading = ask(runs, RUN, true, attempt);
        Eventually.within(SOON, () -> assertThat(gateway.requests("chat.send")).hasSize(1));
        reading.cancel();
        attempt.lost();
        attempt.ended();
        onSend(peer -> last(peer, "The tide is high"));
        ask(runs, RUN, true);
        finished();
        assertThat(gateway.requests("chat.abort")).isEmpty();
    }

    @Test
    void stopsTheAgentOfAnAttemptOnceItsEndIsKnown() throws Exception {
        Attempt attempt = new Attempt();
        AgentRuns runs = runs();
        Cancellable reading = ask(runs, "given-up", false, attempt);
        Eventually.within(SOON, () -> assertThat(gateway.requests("chat.send")).hasSize(1));
        reading.cancel();
        onSend(peer -> last(peer, "The tide is high"));
        ask(runs, RUN, false);
        finished();
        assertThat(gateway.requests("chat.abort")).isEmpty();
        attempt.ended();
        Eventually.within(SOON, () -> assertThat(gateway.requests("chat.abort")).hasSize(1));
        assertThat(gateway.requests("chat.abort").getFirst().getString("runId")).isEqualTo("given-up");
    }

    @Test
    void stopsAnAnswerThatTakesTooLong() {
        settings.put("run-timeout", "200ms");
        ask(true);
        fails(OpenClawError.OPENCLAW_TIMEOUT);
        Eventually.within(SOON, () -> assertThat(gateway.requests("chat.abort")).isNotEmpty());
    }

    @Test
    void goesOnAfterALostConnection() throws Exception {
        onSend(peer -> {
            delta(peer, "The tide", "The tide");
            inFlight = new JsonObject().put("runId", RUN).put("text", "The tide is");
            peer.cut();
        });
        ask(true);
        Eventually.within(SOON, () -> assertThat(text()).isEqualTo("The tide is"));
        last(gateway.peers().getLast(), "The tide is high");
        finished();
        assertThat(text()).isEqualTo("The tide is high");
        assertThat(gateway.requests("chat.send")).hasSize(1);
    }

    @Test
    void tellsTheEndThatCameWhileTheConnectionWasLost() throws Exception {
        onSend(peer -> {
            delta(peer, "The tide", "The tide");
            messages = history("The tide is high", RUN, "stop");
            peer.close(1012);
        });
        ask(true);
        finished();
        assertThat(text()).isEqualTo("The tide is high");
        assertThat(parts.getLast()).isEqualTo(new AgentPart.End(Optional.of(new AgentUsage(11, 7))));
        assertThat(gateway.requests("chat.send")).hasSize(1);
    }

    @Test
    void followsARunThatARestartedGatewayTakesUpAgain() throws Exception {
        onSend(peer -> {
            delta(peer, "The", "The");
            messages = new JsonArray().add(said());
            peer.cut();
        });
        ask(true);
        Eventually.within(
                SOON, () -> assertThat(gateway.requests("chat.history")).hasSizeGreaterThan(3));
        inFlight = new JsonObject().put("runId", "recovered").put("text", "The tide");
        Eventually.within(SOON, () -> assertThat(text()).isEqualTo("The tide"));
        gateway.peers()
                .getLast()
                .event("chat", chat("final", "The tide is high").put("runId", "recovered"));
        finished();
        assertThat(text()).isEqualTo("The tide is high");
        assertThat(gateway.requests("chat.send")).hasSize(1);
    }

    @Test
    void saysWhenARestartedGatewayDoesNotTakeItUp() {
        settings.put("resume-within", "300ms");
        onSend(peer -> {
            messages = new JsonArray().add(said());
            peer.cut();
        });
        ask(true);
        fails(OpenClawError.OPENCLAW_RUN_INTERRUPTED);
        assertThat(gateway.requests("chat.send")).hasSize(1);
    }

    @Test
    void sendsAgainWhatDidNotArrive() throws Exception {
        gateway.on("chat.send", (peer, request) -> {
            onSend(again -> last(again, "arrived"));
            peer.cut();
        });
        ask(true);
        finished();
        assertThat(text()).isEqualTo("arrived");
        assertThat(gateway.requests("chat.send"))
                .hasSize(2)
                .allMatch(sent -> sent.getString("idempotencyKey").equals(RUN));
    }

    @Test
    void waitsSoLongAndNoLongerForALostConnection() {
        settings.put("resume-within", "300ms");
        onSend(peer -> gateway.close());
        ask(true);
        fails(OpenClawError.OPENCLAW_CONNECTION_LOST);
    }

    @Test
    void stopsAnAgentWhoseAnswerNobodyComesToRead() {
        settings.put("read-within", "200ms");
        AgentRuns runs = runs();
        AtomicReference<Multi<AgentPart>> unread = new AtomicReference<>();
        runs.ask(RUN, turn(true), Attempt.nobodys(), Runnable::run).subscribe().with(unread::set);
        Eventually.within(SOON, () -> assertThat(gateway.requests("chat.abort")).hasSize(1));
        assertThat(unread.get()).isNotNull();
    }

    @Test
    void stopsAnAgentThatCouldNotBeStoppedBefore() {
        onSend(Peer::cut);
        settings.put("reconnect-first", "500ms");
        settings.put("read-within", "1s");
        Cancellable reading = ask(true);
        Eventually.within(SOON, () -> assertThat(gateway.requests("chat.send")).hasSize(1));
        reading.cancel();
        Eventually.within(SOON, () -> assertThat(gateway.requests("chat.abort")).isNotEmpty());
    }

    @Test
    void hasNothingToStopOfWhatWasNeverSent() throws Exception {
        gateway.on("connect", (peer, request) -> {});
        AgentRuns runs = unconnectedRuns();
        for (int count = 0; count < 3; count++) {
            CompletableFuture<?> refused = runs.ask("refused-" + count, turn(false), Attempt.nobodys(), Runnable::run)
                    .subscribe()
                    .asCompletionStage();
            assertThat(refused).failsWithin(SOON);
        }
        welcomeAgain();
        Eventually.within(SOON, () -> assertThat(link.state().name()).isEqualTo("connected"));
        onSend(peer -> last(peer, "The tide is high"));
        ask(runs, RUN, false);
        finished();
        assertThat(gateway.requests("chat.abort")).isEmpty();
    }

    @Test
    void remembersSoMuchAndNoMoreOfWhatItCouldNotStop() throws Exception {
        AgentRuns runs = runs();
        List<Cancellable> readers = new ArrayList<>();
        for (int count = 0; count < 250; count++) {
            readers.add(ask(runs, "left-" + count, false));
        }
        Eventually.within(SOON, () -> assertThat(gateway.requests("chat.send")).hasSize(250));
        gateway.on("connect", (peer, request) -> {});
        gateway.peers().getLast().cut();
        Eventually.within(SOON, () -> assertThat(link.state().name()).isNotEqualTo("connected"));
        readers.forEach(Cancellable::cancel);
        link.execute(this::welcomeAgain);
        Eventually.within(SOON, () -> assertThat(link.state().name()).isEqualTo("connected"));
        onSend(peer -> last(peer, "The tide is high"));
        ask(runs, RUN, false);
        finished();
        assertThat(gateway.requests("chat.abort")).hasSize(200);
    }

    private void welcomeAgain() {
        gateway.on("connect", (peer, request) -> peer.answer(request, ScriptedGateway.hello(30_000)));
        gateway.peers().forEach(Peer::cut);
    }

    @Test
    void waitsForItsTurnBehindAnotherOfTheConversation() throws Exception {
        onSend(peer -> peer.event("chat", new JsonObject().put("runId", RUN).put("state", "final")));
        ask(true);
        Eventually.within(
                SOON, () -> assertThat(gateway.requests("chat.history")).hasSizeGreaterThan(3));
        messages = new JsonArray().add(said());
        inFlight = new JsonObject().put("runId", "queued").put("text", "The");
        Eventually.within(SOON, () -> assertThat(text()).isEqualTo("The"));
        gateway.peers()
                .getLast()
                .event("chat", chat("final", "The tide is high").put("runId", "queued"));
        finished();
        assertThat(text()).isEqualTo("The tide is high");
        assertThat(gateway.requests("chat.send")).hasSize(1);
    }

    @Test
    void takesNoAnswerOfALaterTurnForItsOwn() throws Exception {
        onSend(peer -> {
            delta(peer, "The", "The");
            messages = history("The tide is high", "recovered", "stop")
                    .add(new JsonObject().put("role", "user").put("idempotencyKey", "later:user"))
                    .addAll(history("The tide is low", "later", "stop"));
            messages.remove(3);
            inFlight = new JsonObject().put("runId", "latest").put("text", "No");
            peer.cut();
        });
        ask(true);
        finished();
        assertThat(text()).isEqualTo("The tide is high");
    }

    @Test
    void looksUpWhatASlowReaderMissed() throws Exception {
        onSend(peer -> {
            peer.send(numbered(1, chat("delta", "The")));
            messages = history("The tide is high", RUN, "stop");
            peer.send(numbered(3, new JsonObject().put("runId", "another")));
        });
        ask(true);
        finished();
        assertThat(text()).isEqualTo("The tide is high");
    }

    private Cancellable ask(boolean begun) {
        return ask(runs(), RUN, begun);
    }

    private static AgentTurn turn(boolean begun) {
        return new AgentTurn(KEY, begun, "all of it", "what is new", Optional.of("low"));
    }

    private Cancellable ask(AgentRuns runs, String id, boolean begun) {
        return ask(runs, id, begun, Attempt.nobodys());
    }

    private Cancellable ask(AgentRuns runs, String id, boolean begun, Attempt attempt) {
        return runs.ask(id, turn(begun), attempt, Runnable::run)
                .onItem()
                .transformToMulti(told -> told)
                .subscribe()
                .with(parts::add, end::completeExceptionally, () -> end.complete(null));
    }

    private AgentRuns runs() {
        AgentRuns runs = unconnectedRuns();
        Eventually.within(SOON, () -> assertThat(link.state().name()).isEqualTo("connected"));
        return runs;
    }

    private AgentRuns unconnectedRuns() {
        OpenClawConfig config = LinkFixture.config(gateway.url(), settings);
        link = LinkFixture.link(vertx, config, LinkFixture::allow, new SimpleMeterRegistry());
        AgentRuns runs = new AgentRuns(vertx, link, config, new ExactJson());
        link.listen(runs);
        link.start();
        return runs;
    }

    private void onSend(java.util.function.Consumer<Peer> then) {
        gateway.on("chat.send", (peer, request) -> {
            peer.answer(request, new JsonObject().put("runId", RUN).put("status", "started"));
            then.accept(peer);
        });
    }

    private static void delta(Peer peer, String whole, String part) {
        peer.event("chat", chat("delta", whole).put("deltaText", part));
    }

    private static void last(Peer peer, String whole) {
        peer.event("chat", chat("final", whole).put("stopReason", "stop"));
    }

    private static JsonObject chat(String state, String whole) {
        return new JsonObject()
                .put("runId", RUN)
                .put("sessionKey", KEY.toString())
                .put("state", state)
                .put("message", new JsonObject().put("role", "assistant").put("content", content(whole)));
    }

    private static void tool(Peer peer, String phase, boolean failed) {
        JsonObject data = new JsonObject()
                .put("phase", phase)
                .put("name", "session_status")
                .put("toolCallId", "call_1")
                .put("isError", failed);
        peer.event(
                "agent",
                new JsonObject().put("runId", RUN).put("stream", "tool").put("data", data));
    }

    private static JsonObject numbered(int sequence, JsonObject payload) {
        return new JsonObject()
                .put("type", "event")
                .put("event", "chat")
                .put("payload", payload)
                .put("seq", sequence);
    }

    private static JsonArray content(String text) {
        return new JsonArray().add(new JsonObject().put("type", "text").put("text", text));
    }

    private static JsonObject said() {
        return new JsonObject().put("role", "user").put("content", "hello").put("idempotencyKey", RUN + ":user");
    }

    private static JsonArray history(String answer, String run, String stopReason) {
        return new JsonArray()
                .add(said())
                .add(new JsonObject()
                        .put("role", "assistant")
                        .put("content", content(answer))
                        .put("usage", new JsonObject().put("input", 11).put("output", 7))
                        .put("stopReason", stopReason)
                        .put("__openclaw", new JsonObject().put("runId", run)));
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (AgentPart part : parts) {
            if (part instanceof AgentPart.Text more) {
                text.append(more.added());
            }
        }
        return text.toString();
    }

    private void finished() throws Exception {
        end.get(30, TimeUnit.SECONDS);
    }

    private void fails(OpenClawError code) {
        assertThatThrownBy(() -> end.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
