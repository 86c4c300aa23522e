package dev.tidepool.gateway.management;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A service's request for an agent's key: {@code {"agentId":"<uuid>","name":"..."}}. */
record NewAgentKey(AgentId agentId, String name) {

    private static final int MAX_NAME = 64;

    NewAgentKey {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw Problem.invalidField("name", "name must have 1 to " + MAX_NAME + " characters.");
        }
    }

    static NewAgentKey of(@Nullable Buffer body) {
        if (body == null) {
            throw malformed();
        }
        try {
            JsonObject json = new JsonObject(body);
            return new NewAgentKey(
                    agentId(json.getString("agentId")), Objects.requireNonNullElse(json.getString("name"), ""));
        } catch (DecodeException | ClassCastException notAnObject) {
            throw malformed();
        }
    }

    static AgentId agentId(@Nullable String text) {
        try {
            return AgentId.fromString(text == null ? "" : text);
        } catch (IllegalArgumentException malformed) {
            throw Problem.invalidField("agentId", "agentId must be a UUID.");
        }
    }

    private static Problem malformed() {
        return Problem.of(CommonError.MALFORMED_JSON, "Send a JSON object with agentId and name.");
    }
}
