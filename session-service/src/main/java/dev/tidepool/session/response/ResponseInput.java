package dev.tidepool.session.response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.message.ToolKind;

/** The member {@code input} as messages of a chat. Pure. */
final class ResponseInput {

    private final ArrayNode messages = JsonNodeFactory.instance.arrayNode();

    private ResponseInput() {}

    /** @throws Problem 400 naming the item that is not acceptable */
    static ArrayNode messages(JsonNode instructions, JsonNode input, int maxItems) {
        ResponseInput made = new ResponseInput();
        if (instructions.isTextual()) {
            made.messages.addObject().put("role", "system").set("content", instructions);
        } else if (!instructions.isMissingNode() && !instructions.isNull()) {
            throw Problem.invalidField("instructions", "instructions must be text.");
        }
        made.readAll(input, maxItems);
        return made.messages;
    }

    private void readAll(JsonNode input, int maxItems) {
        if (input.isTextual()) {
            messages.addObject().put("role", "user").set("content", input);
            return;
        }
        if (!input.isArray() || input.isEmpty() || input.size() > maxItems) {
            throw Problem.invalidField("input", "input must be text or a list of 1 to " + maxItems + " items.");
        }
        for (int at = 0; at < input.size(); at++) {
            read("input[" + at + "]", input.path(at));
        }
    }

    private void read(String field, JsonNode item) {
        switch (item.path("type").asText("message")) {
            case "message" -> say(field, item);
            case "function_call" -> call(field, item, ToolKind.FUNCTION);
            case "custom_tool_call" -> call(field, item, ToolKind.CUSTOM);
            case "function_call_output", "custom_tool_call_output" -> result(field, item);
            // What a model thought is for the provider that thought it; a chat has no place for it.
            case "reasoning" -> {}
            default ->
                throw Problem.invalidField(
                        field + ".type",
                        field + ".type must be message, function_call, function_call_output, custom_tool_call,"
                                + " custom_tool_call_output or reasoning.");
        }
    }

    private void say(String field, JsonNode message) {
        String role = message.path("role").asText();
        switch (role) {
            case "user", "assistant", "system", "developer" ->
                messages.addObject()
                        .put("role", role)
                        .set("content", ResponseParts.content(field + ".content", message.path("content")));
            default ->
                throw Problem.invalidField(
                        field + ".role", field + ".role must be one of user, assistant, system, developer.");
        }
    }

    /** Calls follow the message in which the model made them. */
    private void call(String field, JsonNode item, ToolKind kind) {
        ObjectNode call =
                calls().addObject().put("id", required(field, item, "call_id")).put("type", kind.wireName());
        call.putObject(kind.wireName())
                .put("name", required(field, item, "name"))
                .put(kind.textName(), item.path(kind.textName()).asText(""));
    }

    private ArrayNode calls() {
        if (!messages.isEmpty()
                && messages.get(messages.size() - 1) instanceof ObjectNode last
                && last.path("role").asText().equals("assistant")) {
            return last.withArrayProperty("tool_calls");
        }
        return messages.addObject().put("role", "assistant").putNull("content").putArray("tool_calls");
    }

    private void result(String field, JsonNode item) {
        messages.addObject()
                .put("role", "tool")
                .put("tool_call_id", required(field, item, "call_id"))
                .set("content", ResponseParts.content(field + ".output", item.path("output")));
    }

    private static String required(String field, JsonNode item, String name) {
        String text = item.path(name).asText();
        if (text.isEmpty()) {
            throw Problem.invalidField(field + "." + name, field + "." + name + " must be text.");
        }
        return text;
    }
}
