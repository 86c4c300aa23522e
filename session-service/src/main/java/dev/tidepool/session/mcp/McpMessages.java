package dev.tidepool.session.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.mcp.McpMessage.Refused;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at messages before the protocol's library does, which trusts them to have their shape. One message at a time: a list of
 * them would be many requests that count as one.
 */
@Singleton
class McpMessages {

    private final ExactJson json;
    private final Map<String, JsonSchema> methods;

    McpMessages(ExactJson json, McpSchemas schemas) {
        this.json = json;
        this.methods = schemas.read("mcp/methods.json");
    }

    McpMessage read(byte[] body) {
        Optional<ObjectNode> parsed = json.parseObject(body);
        if (parsed.isEmpty()) {
            return new Refused(400, null, JsonRpcErrorCodes.PARSE_ERROR, "Send one message, a JSON object.");
        }
        ObjectNode message = parsed.get();
        if (!message.path("jsonrpc").asText().equals("2.0")) {
            return invalid("jsonrpc must be \"2.0\".");
        }
        if (message.has("result") || message.has("error")) {
            return new McpMessage.Silent();
        }
        if (!message.path("method").isTextual()) {
            return invalid("method must be the name of one.");
        }
        return message.has("id") ? request(message) : new McpMessage.Silent();
    }

    private McpMessage request(ObjectNode message) {
        JsonNode id = message.path("id");
        if (!id.isTextual() && !id.isIntegralNumber()) {
            return invalid("id must be a text or a whole number.");
        }
        Object given = id.isTextual() ? id.textValue() : id.numberValue();
        String method = message.path("method").textValue();
        @Nullable JsonSchema schema = methods.get(method);
        if (schema == null) {
            return refused(
                    given,
                    JsonRpcErrorCodes.METHOD_NOT_FOUND,
                    "There is no such method here. There are "
                            + methods.keySet().stream().sorted().collect(Collectors.joining(", ")) + ".");
        }
        Optional<McpSchemas.Misfit> misfit = McpSchemas.misfit(schema, params(message));
        if (misfit.isPresent()) {
            return refused(
                    given,
                    JsonRpcErrorCodes.INVALID_PARAMS,
                    "params: " + misfit.get().detail());
        }
        return method.equals("initialize") ? new McpMessage.Initialize() : new McpMessage.Request();
    }

    private JsonNode params(ObjectNode message) {
        return message.hasNonNull("params") ? message.get("params") : json.object();
    }

    private static Refused invalid(String reason) {
        return new Refused(400, null, JsonRpcErrorCodes.INVALID_REQUEST, reason);
    }

    private static Refused refused(Object id, int code, String reason) {
        return new Refused(200, id, code, reason);
    }
}
