package dev.tidepool.session.chat;

import dev.tidepool.session.openclaw.ScriptedGateway;
import dev.tidepool.session.openclaw.ScriptedGateway.Peer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A gateway whose agent behaves as it is told: {@code cut} loses the connection before the end, {@code wait} never ends,
 * {@code fail} and {@code refuse} do so, {@code tool} uses one, everything else is answered at once.
 */
public final class AgentGateway implements QuarkusTestResourceLifecycleManager {

    static final String PORT = "tidepool.test.openclaw";

    private static final String ANSWER = "The tide is high";

    private final Map<String, JsonArray> histories = new ConcurrentHashMap<>();
    private final Vertx vertx = Vertx.vertx();
    private ScriptedGateway gateway;

    @Override
    public Map<String, String> start() {
        gateway = ScriptedGateway.start(vertx)
                .on("agents.list", (peer, request) -> peer.answer(request, agents()))
                .on("chat.history", this::tell)
                .on("chat.send", this::converse)
                .on("tools.invoke", (peer, request) -> peer.answer(request, use(request.getJsonObject("params"))))
                .on("chat.abort", (peer, request) -> peer.answer(request, new JsonObject().put("ok", true)));
        System.setProperty(PORT, Integer.toString(gateway.port()));
        return Map.of(
                "TIDEPOOL_OPENCLAW_URL",
                gateway.url().toString(),
                "TIDEPOOL_OPENCLAW_TOKEN",
                ScriptedGateway.TOKEN,
                "tidepool.outbound.allowed",
                "127.0.0.1:" + gateway.port());
    }

    @Override
    public void stop() {
        gateway.close();
        vertx.close();
    }

    private static JsonObject use(JsonObject params) {
        return switch (params.getString("name")) {
            case "echo" -> new JsonObject().put("ok", true).put("output", params.getJsonObject("args"));
            case "broken" ->
                new JsonObject().put("ok", false).put("error", ScriptedGateway.error("tool_error", "no luck"));
            default ->
                new JsonObject()
                        .put("ok", false)
                        .put("error", ScriptedGateway.error("not_found", "Tool not available"));
        };
    }

    private static JsonObject agents() {
        return new JsonObject().put("agents", new JsonArray().add(new JsonObject().put("id", "main")));
    }

    private void tell(Peer peer, JsonObject request) {
        String key = request.getJsonObject("params").getString("sessionKey");
        peer.answer(request, new JsonObject().put("messages", history(key)));
    }

    private JsonArray history(String key) {
        return histories.computeIfAbsent(key, begun -> new JsonArray());
    }

    private void converse(Peer peer, JsonObject request) {
        JsonObject params = request.getJsonObject("params");
        String said = params.getString("message");
        if (said.contains("refuse")) {
            peer.refuse(request, ScriptedGateway.error("INVALID_REQUEST", "no such agent"));
            return;
        }
        String run = params.getString("idempotencyKey");
        String key = params.getString("sessionKey");
        if (history(key).stream()
                .anyMatch(earlier -> (run + ":user").equals(((JsonObject) earlier).getString("idempotencyKey")))) {
            // It goes on with what it was asked, and is done now.
            peer.answer(request, new JsonObject().put("runId", run).put("status", "in_flight"));
            finish(peer, said, key, run);
            return;
        }
        history(key).add(new JsonObject().put("role", "user").put("idempotencyKey", run + ":user"));
        peer.answer(request, new JsonObject().put("runId", run).put("status", "started"));
        peer.event("chat", chat(run, "delta", "The tide"));
        if (said.contains("fail")) {
            peer.event(
                    "chat",
                    chat(run, "error", "").put("errorKind", "rate_limit").put("errorMessage", "slow down"));
        } else if (!said.contains("wait")) {
            finish(peer, said, key, run);
        }
    }

    private void finish(Peer peer, String said, String key, String run) {
        history(key)
                .add(message(ANSWER)
                        .put("usage", new JsonObject().put("input", 11).put("output", 7))
                        .put("stopReason", "stop")
                        .put("__openclaw", new JsonObject().put("runId", run)));
        if (said.contains("cut")) {
            peer.cut();
            return;
        }
        if (said.contains("tool")) {
            JsonObject data = new JsonObject()
                    .put("phase", "start")
                    .put("name", "session_status")
                    .put("toolCallId", "call_1");
            peer.event(
                    "agent",
                    new JsonObject().put("runId", run).put("stream", "tool").put("data", data));
        }
        peer.event("chat", chat(run, "final", ANSWER).put("stopReason", "stop"));
    }

    private static JsonObject chat(String run, String state, String whole) {
        return new JsonObject().put("runId", run).put("state", state).put("message", message(whole));
    }

    private static JsonObject message(String text) {
        JsonArray content =
                new JsonArray().add(new JsonObject().put("type", "text").put("text", text));
        return new JsonObject().put("role", "assistant").put("content", content);
    }
}
