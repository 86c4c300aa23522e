package dev.tidepool.session.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.RawObject;
import dev.tidepool.session.message.MessageDraft;
import dev.tidepool.session.message.MessageRole;
import dev.tidepool.session.message.ToolCall;
import dev.tidepool.session.message.ToolUse;
import dev.tidepool.session.model.ModelMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The messages of a request in a session: as they are stored, and with others before them. Pure. */
record SentMessages(JsonNode list) {

    private static final Set<String> INSTRUCTIONS = Set.of("system", "developer");

    /** What is kept of them: instructions are for one call only. @throws Problem 400 naming the one that cannot be stored */
    List<MessageDraft> drafts(int maxBytes) {
        List<MessageDraft> drafts = new ArrayList<>();
        for (int at = 0; at < list.size(); at++) {
            draft("messages[" + at + "]", list.path(at), maxBytes).ifPresent(drafts::add);
        }
        return drafts;
    }

    /** Of the results with which they begin, the calls that they answer. */
    List<String> firstResults() {
        return list.valueStream()
                .skip(instructions())
                .takeWhile(SentMessages::isResult)
                .map(message -> message.path("tool_call_id").asText())
                .toList();
    }

    private int instructions() {
        return (int) list.valueStream()
                .takeWhile(message -> INSTRUCTIONS.contains(message.path("role").asText()))
                .count();
    }

    private static boolean isResult(JsonNode message) {
        return message.path("role").asText().equals("tool");
    }

    /** The request with earlier messages before its own: nothing comes between a call and its result. */
    RawObject after(List<ObjectNode> earlier, RawObject request) {
        int instructions = instructions();
        if (instructions == 0 || !isResult(list.path(instructions))) {
            return request.prepended("messages", earlier);
        }
        ArrayNode all = request.view().arrayNode();
        list.valueStream().limit(instructions).forEach(all::add);
        all.addAll(earlier);
        list.valueStream().skip(instructions).forEach(all::add);
        return request.with("messages", all);
    }

    private static Optional<MessageDraft> draft(String field, JsonNode sent, int maxBytes) {
        ModelMessage message = ModelMessage.of(sent);
        if (message.text().getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw Problem.invalidField(
                    "messages", "A message of a chat in a session must be at most " + maxBytes + " bytes.");
        }
        return switch (message.role()) {
            case "user" -> Optional.of(MessageDraft.said(MessageRole.USER, message.text()));
            case "assistant" ->
                Optional.of(MessageDraft.said(MessageRole.ASSISTANT, message.text())
                        .withTools(calls(field, sent.path("tool_calls"), maxBytes)));
            case "tool", "function" ->
                Optional.of(MessageDraft.said(MessageRole.TOOL, message.text())
                        .withTools(result(field, sent.path("tool_call_id"))));
            default -> Optional.empty();
        };
    }

    private static ToolUse calls(String field, JsonNode sent, int maxBytes) {
        ToolCallParts parts = new ToolCallParts(maxBytes);
        parts.add(sent);
        if (parts.isTooMuch()) {
            throw Problem.invalidField(
                    field + ".tool_calls",
                    field + ".tool_calls in a session must be at most " + maxBytes + " bytes, with ids of at most "
                            + ToolCall.MAX_ID_CHARACTERS + " characters.");
        }
        return ToolUse.of(parts.calls());
    }

    private static ToolUse result(String field, JsonNode callId) {
        String id = callId.asText("");
        if (id.isEmpty()) {
            return ToolUse.NONE;
        }
        if (!ToolCall.isId(id)) {
            throw Problem.invalidField(
                    field + ".tool_call_id",
                    field + ".tool_call_id in a session must be at most " + ToolCall.MAX_ID_CHARACTERS
                            + " characters, without U+0000.");
        }
        return new ToolUse.Result(id);
    }
}
