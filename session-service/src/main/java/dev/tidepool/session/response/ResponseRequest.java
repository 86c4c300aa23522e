package dev.tidepool.session.response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request for a response, and the chat that answers it. Members that we do not know go with the chat. Pure.
 *
 * @param body the request as sent
 */
record ResponseRequest(ObjectNode body) {

    /** Members that have another form in a chat, or no meaning there. */
    private static final Set<String> TRANSLATED = Set.of(
            "input",
            "instructions",
            "tools",
            "tool_choice",
            "text",
            "reasoning",
            "max_output_tokens",
            "max_tool_calls",
            "previous_response_id",
            "stream",
            "stream_options",
            "store",
            "background",
            "include",
            "truncation",
            "conversation",
            "prompt",
            "context_management");

    /** Tools that a chat has too, in an object of their type's name. */
    private static final Set<String> NESTED = Set.of("function", "custom");

    /** @throws Problem 400 naming the member that is not acceptable */
    static ResponseRequest of(JsonNode json) {
        if (!(json instanceof ObjectNode body)) {
            throw Problem.badRequest("Send a JSON object.");
        }
        if (body.path("background").asBoolean(false)) {
            throw Problem.invalidField("background", "background must be false: responses are made while you wait.");
        }
        for (String kept : List.of("conversation", "prompt")) {
            if (body.hasNonNull(kept)) {
                throw Problem.invalidField(
                        kept, kept + " is not known here. Bind the request to a session with X-Session-Id instead.");
            }
        }
        JsonNode stream = body.path("stream");
        if (!stream.isMissingNode() && !stream.isNull() && !stream.isBoolean()) {
            throw Problem.invalidField("stream", "stream must be true or false.");
        }
        return new ResponseRequest(body);
    }

    boolean isStreamed() {
        return body.path("stream").asBoolean(false);
    }

    Optional<String> previous() {
        return Optional.ofNullable(body.path("previous_response_id").textValue());
    }

    /** The session named in the metadata. */
    Optional<String> metadataSession() {
        return Optional.ofNullable(body.path("metadata").path("session_id").textValue());
    }

    /** The chat. @throws Problem 400 naming the member that cannot be translated */
    ObjectNode chat(int maxItems) {
        ObjectNode chat = body.objectNode();
        body.properties().stream()
                .filter(member -> !TRANSLATED.contains(member.getKey()))
                .forEach(member -> chat.set(member.getKey(), member.getValue()));
        chat.set("messages", ResponseInput.messages(body.path("instructions"), body.path("input"), maxItems));
        if (isStreamed()) {
            chat.put("stream", true);
        }
        rename(chat, body.path("max_output_tokens"), "max_completion_tokens");
        rename(chat, body.path("reasoning").path("effort"), "reasoning_effort");
        rename(chat, body.path("text").path("verbosity"), "verbosity");
        translateFormat(chat, body.path("text").path("format"));
        translateTools(chat, body.path("tools"));
        translateChoice(chat, body.path("tool_choice"));
        return chat;
    }

    private static void rename(ObjectNode chat, JsonNode value, String name) {
        if (!value.isMissingNode() && !value.isNull()) {
            chat.set(name, value);
        }
    }

    private static void translateFormat(ObjectNode chat, JsonNode format) {
        switch (format.path("type").asText("text")) {
            case "text" -> {}
            case "json_object" -> chat.putObject("response_format").put("type", "json_object");
            case "json_schema" -> {
                ObjectNode schema = ((ObjectNode) format).deepCopy();
                schema.remove("type");
                chat.putObject("response_format").put("type", "json_schema").set("json_schema", schema);
            }
            default ->
                throw Problem.invalidField(
                        "text.format.type", "text.format.type must be text, json_object or json_schema.");
        }
    }

    private static void translateTools(ObjectNode chat, JsonNode tools) {
        if (tools.isMissingNode() || tools.isNull() || (tools.isArray() && tools.isEmpty())) {
            return;
        }
        if (!tools.isArray()) {
            throw Problem.invalidField("tools", "tools must be a list of functions and custom tools.");
        }
        ArrayNode made = chat.putArray("tools");
        for (int at = 0; at < tools.size(); at++) {
            if (!(tools.path(at) instanceof ObjectNode tool)
                    || !NESTED.contains(tool.path("type").asText())) {
                throw Problem.invalidField(
                        "tools[" + at + "].type",
                        "tools[" + at + "].type must be function or custom: no other tools are run here.");
            }
            String type = tool.path("type").asText();
            ObjectNode told = tool.deepCopy();
            told.remove("type");
            nestGrammar(told);
            made.addObject().put("type", type).set(type, told);
        }
    }

    /** The form of what a custom tool is given. */
    private static void nestGrammar(ObjectNode tool) {
        if (tool.path("format") instanceof ObjectNode format
                && format.path("type").asText().equals("grammar")) {
            ObjectNode grammar = format.deepCopy();
            grammar.remove("type");
            tool.putObject("format").put("type", "grammar").set("grammar", grammar);
        }
    }

    private static void translateChoice(ObjectNode chat, JsonNode choice) {
        if (choice.isTextual()) {
            chat.set("tool_choice", choice);
        } else if (NESTED.contains(choice.path("type").asText())) {
            String type = choice.path("type").asText();
            chat.putObject("tool_choice").put("type", type).putObject(type).set("name", choice.path("name"));
        } else if (choice.isObject()) {
            throw Problem.invalidField(
                    "tool_choice",
                    "tool_choice must be none, auto, required, {type: function, name} or {type: custom, name}.");
        }
    }
}
