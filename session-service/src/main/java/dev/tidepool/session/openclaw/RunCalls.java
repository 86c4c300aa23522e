package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.session.json.ExactJson;
import io.vertx.core.Future;

/** What the gateway is asked for a run. On the link's thread only; fails as {@link GatewayLink#request} does. */
record RunCalls(GatewayLink link, OpenClawConfig config, ExactJson json) {

    /** Says what the run has to say, after all turns of the conversation that are still being answered. */
    Future<JsonNode> send(AgentRun run) {
        ObjectNode params = keyed(run)
                .put("message", run.said())
                .put("idempotencyKey", run.id())
                .put("queueMode", "followup")
                .put("timeoutMs", config.runTimeout().toMillis());
        run.turn().thinking().ifPresent(level -> params.put("thinking", level));
        return link.request("chat.send", params);
    }

    /**
     * @param limit the latest messages
     */
    Future<JsonNode> history(AgentRun run, int limit) {
        return link.request("chat.history", keyed(run).put("limit", limit));
    }

    /** Stops what the gateway runs under this id. */
    Future<JsonNode> abort(SessionKey key, String run) {
        return link.request("chat.abort", keyed(key).put("runId", run));
    }

    private ObjectNode keyed(AgentRun run) {
        return keyed(run.turn().key());
    }

    private ObjectNode keyed(SessionKey key) {
        return json.object().put("sessionKey", key.toString());
    }
}
