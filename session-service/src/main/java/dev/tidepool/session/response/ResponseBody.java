package dev.tidepool.session.response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The object {@code response}: what the request said, and what became of it. Pure.
 *
 * @param created Unix seconds
 */
record ResponseBody(ResponseRequest request, ResponseId id, long created) {

    /** Members that are told as the request had them. */
    private static final List<String> REPEATED =
            List.of("instructions", "max_output_tokens", "max_tool_calls", "metadata", "previous_response_id", "user");

    ObjectNode json(String model, String status, ArrayNode output) {
        ObjectNode asked = request.body();
        ObjectNode response = asked.objectNode()
                .put("id", id.toString())
                .put("object", "response")
                .put("created_at", created)
                .put("status", status)
                .put("background", false);
        response.putNull("error").putNull("incomplete_details");
        response.put("model", model).set("output", output);
        REPEATED.forEach(name -> response.set(name, asked.hasNonNull(name) ? asked.get(name) : asked.nullNode()));
        response.set("parallel_tool_calls", orElse(asked, "parallel_tool_calls", asked.booleanNode(true)));
        response.putObject("reasoning")
                .putNull("summary")
                .set(
                        "effort",
                        asked.path("reasoning").path("effort").isTextual()
                                ? asked.path("reasoning").path("effort")
                                : asked.nullNode());
        response.put("store", false);
        response.set("temperature", orElse(asked, "temperature", asked.numberNode(1.0)));
        response.set("top_p", orElse(asked, "top_p", asked.numberNode(1.0)));
        response.set("text", orElse(asked, "text", text(asked)));
        response.set("tool_choice", orElse(asked, "tool_choice", asked.textNode("auto")));
        response.set("tools", orElse(asked, "tools", asked.arrayNode()));
        return response.put("truncation", "disabled").putNull("usage");
    }

    private static ObjectNode text(ObjectNode asked) {
        ObjectNode text = asked.objectNode();
        text.putObject("format").put("type", "text");
        return text;
    }

    private static JsonNode orElse(ObjectNode asked, String name, JsonNode otherwise) {
        return asked.hasNonNull(name) ? asked.get(name) : otherwise;
    }

    /** Writes a chat's usage in this API's words. */
    static void writeUsage(ObjectNode response, JsonNode usage) {
        if (!usage.isObject()) {
            return;
        }
        long input = usage.path("prompt_tokens").asLong();
        long output = usage.path("completion_tokens").asLong();
        ObjectNode told = response.putObject("usage").put("input_tokens", input);
        told.putObject("input_tokens_details")
                .put(
                        "cached_tokens",
                        usage.path("prompt_tokens_details")
                                .path("cached_tokens")
                                .asLong());
        told.put("output_tokens", output);
        told.putObject("output_tokens_details")
                .put(
                        "reasoning_tokens",
                        usage.path("completion_tokens_details")
                                .path("reasoning_tokens")
                                .asLong());
        told.put("total_tokens", input + output);
    }
}
