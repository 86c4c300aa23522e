package dev.tidepool.kernel.test.openclaw;

import dev.tidepool.kernel.test.openclaw.ScriptedGateway.Peer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A gateway whose agent behaves as it is told: {@code cut} loses the connection before the end, {@code wait} never ends,
 * {@code fail} and {@code refuse} do so, {@code tool} uses one, everything else is answered at once. Of a conversation in which
 * {@code stubborn} was said the first deletion is refused.
 */
public final class ScriptedAgent implements AutoCloseable {

    private static final String ANSWER = "The tide is high";

    private final Map<String, JsonArray> histories = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> settings = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Vertx vertx = Vertx.vertx();
    private final ScriptedGateway gateway = ScriptedGateway.start(vertx);

    private ScriptedAgent() {}

    /** Listens when this returns. */
    public static ScriptedAgent start() {
        ScriptedAgent agent = new ScriptedAgent();
        agent.gateway
                .on("agents.list", (peer, request) -> peer.answer(request, agents()))
                .on("chat.history", agent::tell)
                .on("chat.send", agent::converse)
                .on("tools.invoke", (peer, request) -> peer.answer(request, use(request.getJsonObject("params"))))
                .on("sessions.describe", agent::describe)
                .on("sessions.patch", agent::patch)
                .on("sessions.reset", (peer, request) -> peer.answer(request, new JsonObject().put("ok", true)))
                .on("sessions.compact", (peer, request) -> peer.answer(request, compacted()))
                .on("sessions.delete", agent::delete)
                .on("skills.status", ScriptedAgent::tellSkills)
                .on("browser.request", ScriptedAgent::browse)
                .on("chat.abort", (peer, request) -> peer.answer(request, new JsonObject().put("ok", true)));
        return agent;
    }

    public String url() {
        return gateway.url().toString();
    }

    /** Host and port, as they are listed among the addresses that an operator allows. */
    public String authority() {
        return "127.0.0.1:" + gateway.port();
    }

    public int port() {
        return gateway.port();
    }

    /** The parameters of all requests for a method so far. */
    public List<JsonObject> requests(String method) {
        return gateway.requests(method);
    }

    @Override
    public void close() {
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

    private void describe(Peer peer, JsonObject request) {
        String key = request.getJsonObject("params").getString("key");
        @Nullable JsonObject row = histories.containsKey(key) && !history(key).isEmpty() ? row(key) : null;
        peer.answer(request, new JsonObject().put("session", row));
    }

    private JsonObject row(String key) {
        return settings.computeIfAbsent(key, unset -> new JsonObject())
                .copy()
                .put("key", key)
                .put("sessionId", "id of " + key)
                .put("hasActiveRun", false)
                .put("updatedAt", 1_795_284_739_859L);
    }

    private void patch(Peer peer, JsonObject request) {
        JsonObject params = request.getJsonObject("params").copy();
        String key = (String) params.remove("key");
        if (!("id of " + key).equals(params.remove("expectedSessionId"))) {
            peer.refuse(request, ScriptedGateway.error("INVALID_REQUEST", "session changed"));
        } else if ("none".equals(params.getValue("model"))) {
            peer.refuse(request, ScriptedGateway.error("INVALID_REQUEST", "model not allowed: none"));
        } else {
            settings.computeIfAbsent(key, unset -> new JsonObject()).mergeIn(params);
            peer.answer(request, new JsonObject().put("ok", true).put("key", key));
        }
    }

    /** As a gateway does for whoever is no administrator. */
    private void delete(Peer peer, JsonObject request) {
        JsonObject params = request.getJsonObject("params");
        String key = params.getString("key");
        boolean archived = row(key).getBoolean("archived", false) && params.getBoolean("archivedOnly", false);
        if (!archived) {
            peer.refuse(request, ScriptedGateway.error("INVALID_REQUEST", "not archived"));
        } else if (history(key).encode().contains("stubborn") && refused.add(key)) {
            peer.refuse(request, ScriptedGateway.error("UNAVAILABLE", "still active"));
        } else {
            histories.remove(key);
            settings.remove(key);
            peer.answer(request, new JsonObject().put("ok", true).put("deleted", true));
        }
    }

    private static JsonObject compacted() {
        return new JsonObject().put("ok", true).put("compacted", false).put("reason", "no transcript");
    }

    private static void tellSkills(Peer peer, JsonObject request) {
        if (request.getJsonObject("params").getString("agentId").equals("nobody")) {
            peer.refuse(request, ScriptedGateway.error("INVALID_REQUEST", "unknown agent id \"nobody\""));
            return;
        }
        JsonObject skill = new JsonObject()
                .put("name", "video-frames")
                .put("description", "Extract frames")
                .put("source", "openclaw-bundled")
                .put("bundled", true)
                .put("filePath", "/home/operator/skills/video-frames/SKILL.md")
                .put("disabled", false)
                .put("eligible", false)
                .put("userInvocable", true)
                .put(
                        "missing",
                        new JsonObject()
                                .put("bins", new JsonArray().add("ffmpeg"))
                                .put("env", new JsonArray()));
        peer.answer(request, new JsonObject().put("agentId", "main").put("skills", new JsonArray().add(skill)));
    }

    private static void browse(Peer peer, JsonObject request) {
        JsonObject params = request.getJsonObject("params");
        if (params.getString("path").equals("/act")) {
            peer.refuse(request, ScriptedGateway.error("INVALID_REQUEST", "unknown ref"));
        } else {
            peer.answer(request, new JsonObject().put("ok", true).put("asked", params));
        }
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
        history(key).add(new JsonObject().put("role", "user").put("text", said).put("idempotencyKey", run + ":user"));
        peer.answer(request, new JsonObject().put("runId", run).put("status", "started"));
        peer.event("chat", chat(run, "delta", "The tide"));
        if (said.contains("please fail")) {
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
