package dev.tidepool.session.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.session.message.Message;
import dev.tidepool.session.message.MessageDraft;
import dev.tidepool.session.message.MessageRole;
import dev.tidepool.session.message.ToolCall;
import dev.tidepool.session.message.ToolUse;
import dev.tidepool.session.model.ModelMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session's messages as a model can be told them again. Providers refuse calls that are not answered right after them, and results
 * without their call: results are told after their call wherever they came, and what has no other side is left out. Pure.
 */
final class ChatHistory {

    private final List<Turn> turns = new ArrayList<>();
    /** By the id of a call that is not answered yet: ids may come again. */
    private final Map<String, Turn> open = new HashMap<>();

    private ChatHistory() {}

    /** A message and what its calls gave. */
    private static final class Turn {
        private final MessageDraft said;
        private final Map<String, Optional<MessageDraft>> results = new LinkedHashMap<>();

        private Turn(MessageDraft said) {
            this.said = said;
        }
    }

    /**
     * @param results the results with which the request begins: their calls come last
     */
    static List<ObjectNode> of(List<Message> history, List<String> results) {
        ChatHistory made = new ChatHistory();
        history.forEach(message -> made.add(message.draft()));
        Optional<Turn> last = results.stream().findFirst().flatMap(first -> Optional.ofNullable(made.open.get(first)));
        last.ifPresent(turn -> results.stream()
                .filter(id -> made.open.get(id) == turn)
                .forEach(id -> turn.results.put(id, Optional.empty())));
        List<ObjectNode> told = new ArrayList<>();
        made.turns.stream()
                .filter(turn -> last.stream().noneMatch(other -> other == turn))
                .forEach(turn -> tell(turn, told));
        last.ifPresent(turn -> tell(turn, told));
        return told;
    }

    private void add(MessageDraft draft) {
        switch (draft.tools()) {
            case ToolUse.Calls made -> {
                Turn turn = new Turn(draft);
                turns.add(turn);
                made.calls().forEach(call -> open.put(call.id(), turn));
            }
            case ToolUse.Result result ->
                Optional.ofNullable(open.remove(result.callId()))
                        .ifPresent(turn -> turn.results.put(result.callId(), Optional.of(draft)));
            case ToolUse.None none -> turns.add(new Turn(draft));
        }
    }

    private static void tell(Turn turn, List<ObjectNode> told) {
        if (turn.results.isEmpty()) {
            tellText(turn.said, told);
            return;
        }
        ObjectNode said = message(turn.said);
        if (turn.said.content().isEmpty()) {
            said.putNull("content");
        }
        writeCalls(said.putArray("tool_calls"), turn);
        told.add(said);
        turn.results.forEach((id, given) ->
                given.ifPresent(result -> told.add(message(result).put("tool_call_id", id))));
    }

    private static void writeCalls(ArrayNode target, Turn turn) {
        for (ToolCall call : ((ToolUse.Calls) turn.said.tools()).calls()) {
            if (turn.results.containsKey(call.id())) {
                target.addObject()
                        .put("id", call.id())
                        .put("type", call.kind().wireName())
                        .putObject(call.kind().wireName())
                        .put("name", call.name())
                        .put(call.kind().textName(), call.arguments());
            }
        }
    }

    /** An empty answer says nothing. */
    private static void tellText(MessageDraft draft, List<ObjectNode> told) {
        if (draft.role() != MessageRole.TOOL && !draft.content().isEmpty()) {
            told.add(message(draft));
        }
    }

    private static ObjectNode message(MessageDraft draft) {
        return new ModelMessage(draft.role().wireName(), draft.content())
                .writeTo(JsonNodeFactory.instance.objectNode());
    }
}
