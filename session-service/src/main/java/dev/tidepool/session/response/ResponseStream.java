package dev.tidepool.session.response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.message.ToolKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A chat's chunks as events of a response: {@code response.created}, {@code response.in_progress}, for each item of the output
 * {@code response.output_item.added} and what it grows by, and at the end their {@code .done} and how the response ended. No input or
 * output. One per response; not thread-safe.
 */
final class ResponseStream {

    private final ResponseBody response;
    private final List<ResponseItem> items = new ArrayList<>();
    private final Map<Integer, ResponseItem.Call> calls = new TreeMap<>();
    private final List<ObjectNode> events = new ArrayList<>();
    private String model;
    private String finish = "";
    private JsonNode usage = MissingNode.getInstance();
    private long sequence;

    ResponseStream(ResponseBody response) {
        this.response = response;
        this.model = response.request().body().path("model").asText("");
    }

    /** The events with which it begins. */
    List<ObjectNode> begin() {
        tell("response.created").set("response", snapshot(ResponseItem.IN_PROGRESS));
        tell("response.in_progress").set("response", snapshot(ResponseItem.IN_PROGRESS));
        return drain();
    }

    /** The events of a chunk: {@code chat.completion.chunk}. */
    List<ObjectNode> take(JsonNode chunk) {
        JsonNode choice = chunk.path("choices").path(0);
        model = chunk.path("model").asText(model);
        finish = choice.path("finish_reason").asText(finish);
        usage = chunk.path("usage").isObject() ? chunk.path("usage") : usage;
        takeMessage(choice.path("delta"));
        return drain();
    }

    /** The events of a whole answer ({@code chat.completion}), all at once. */
    List<ObjectNode> takeWhole(JsonNode completion) {
        JsonNode choice = completion.path("choices").path(0);
        model = completion.path("model").asText(model);
        finish = choice.path("finish_reason").asText(finish);
        usage = completion.path("usage");
        takeMessage(choice.path("message"));
        return drain();
    }

    private void takeMessage(JsonNode delta) {
        say(ResponseItem.Message.TEXT, delta.path("content").asText(""));
        say(ResponseItem.Message.REFUSAL, delta.path("refusal").asText(""));
        JsonNode called = delta.path("tool_calls");
        for (int at = 0; at < called.size(); at++) {
            call(called.path(at).path("index").asInt(at), called.path(at));
        }
    }

    private void say(String part, String more) {
        if (more.isEmpty()) {
            return;
        }
        ResponseItem.Message message = message(part);
        message.text().append(more);
        part(
                        message,
                        part.equals(ResponseItem.Message.REFUSAL)
                                ? "response.refusal.delta"
                                : "response.output_text.delta")
                .put("delta", more);
    }

    private ResponseItem.Message message(String part) {
        for (ResponseItem item : items) {
            if (item instanceof ResponseItem.Message message && message.part().equals(part)) {
                return message;
            }
        }
        ResponseItem.Message begun = new ResponseItem.Message(itemId("msg"), items.size(), part, new StringBuilder());
        begin(begun);
        part(begun, "response.content_part.added").set("part", begun.content(""));
        return begun;
    }

    private void call(int number, JsonNode delta) {
        ResponseItem.Call call = calls.computeIfAbsent(number, ignored -> beginCall(delta));
        ToolKind kind = call.kind();
        String more = delta.path(kind.wireName()).path(kind.textName()).asText("");
        if (!more.isEmpty()) {
            call.arguments().append(more);
            of(call, call.growing() + "delta").put("delta", more);
        }
    }

    private ResponseItem.Call beginCall(JsonNode delta) {
        ToolKind kind = ToolKind.of(delta);
        ResponseItem.Call begun = new ResponseItem.Call(
                itemId(ResponseItem.Call.prefix(kind)),
                items.size(),
                kind,
                delta.path("id").asText(itemId("call")),
                delta.path(kind.wireName()).path("name").asText(),
                new StringBuilder());
        begin(begun);
        return begun;
    }

    private void begin(ResponseItem item) {
        items.add(item);
        tell("response.output_item.added")
                .put("output_index", item.index())
                .set("item", item.json(ResponseItem.IN_PROGRESS));
    }

    /** The events with which it ends when the model came to its end, or to a limit. */
    List<ObjectNode> end() {
        String status = reasonOfIncompleteness().isEmpty() ? "completed" : "incomplete";
        items.forEach(item -> done(item, status));
        tell("response." + status).set("response", ended(status));
        return drain();
    }

    /** The event with which it ends when it broke off. */
    List<ObjectNode> fail(Problem problem) {
        ObjectNode failed = ended("failed");
        failed.putObject("error")
                .put("code", problem.status() == 429 ? "rate_limit_exceeded" : "server_error")
                .put("message", problem.detail())
                .put("reason", problem.code().name().toLowerCase(Locale.ROOT));
        tell("response.failed").set("response", failed);
        return drain();
    }

    /** What has become of it, when it has come to its end. */
    ObjectNode whole() {
        return ended(reasonOfIncompleteness().isEmpty() ? "completed" : "incomplete");
    }

    private void done(ResponseItem item, String status) {
        switch (item) {
            case ResponseItem.Message message -> {
                boolean refusal = message.part().equals(ResponseItem.Message.REFUSAL);
                part(message, refusal ? "response.refusal.done" : "response.output_text.done")
                        .put(refusal ? "refusal" : "text", message.text().toString());
                part(message, "response.content_part.done")
                        .set("part", message.content(message.text().toString()));
            }
            case ResponseItem.Call call ->
                of(call, call.growing() + "done")
                        .put("name", call.name())
                        .put(call.kind().textName(), call.arguments().toString());
        }
        tell("response.output_item.done").put("output_index", item.index()).set("item", item.json(status));
    }

    private String reasonOfIncompleteness() {
        return switch (finish) {
            case "length" -> "max_output_tokens";
            case "content_filter" -> "content_filter";
            default -> "";
        };
    }

    private ObjectNode ended(String status) {
        ObjectNode ended = snapshot(status);
        if (status.equals("incomplete")) {
            ended.putObject("incomplete_details").put("reason", reasonOfIncompleteness());
        }
        ResponseBody.writeUsage(ended, usage);
        return ended;
    }

    private ObjectNode snapshot(String status) {
        ArrayNode output = response.request().body().arrayNode();
        items.forEach(item -> output.add(item.json(status.equals("completed") ? status : "incomplete")));
        return response.json(model, status, output);
    }

    private ObjectNode part(ResponseItem.Message message, String type) {
        ObjectNode event = of(message, type).put("content_index", 0);
        if (type.startsWith("response.output_text.")) {
            event.putArray("logprobs");
        }
        return event;
    }

    private ObjectNode of(ResponseItem item, String type) {
        return tell(type).put("item_id", item.id()).put("output_index", item.index());
    }

    private ObjectNode tell(String type) {
        ObjectNode event =
                response.request().body().objectNode().put("type", type).put("sequence_number", sequence++);
        events.add(event);
        return event;
    }

    private List<ObjectNode> drain() {
        List<ObjectNode> told = List.copyOf(events);
        events.clear();
        return told;
    }

    private String itemId(String kind) {
        return kind + "_" + response.id().digits() + "_" + items.size();
    }
}
