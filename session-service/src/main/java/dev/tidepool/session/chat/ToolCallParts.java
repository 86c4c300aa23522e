package dev.tidepool.session.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.session.message.ToolCall;
import dev.tidepool.session.message.ToolKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls of tools as they grow in a stream, up to what can be stored. Not thread-safe. */
final class ToolCallParts {

    /** What a call is at least when it is stored. */
    private static final int FRAME = 64;

    private final int maxBytes;
    private final List<Part> parts = new ArrayList<>();
    private final Map<Integer, Part> growing = new HashMap<>();
    private long characters;
    private long size;

    /** @param maxBytes as they are stored, all together */
    ToolCallParts(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    private static final class Part {
        private final ToolKind kind;
        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();

        private Part(ToolKind kind) {
            this.kind = kind;
        }

        private void add(JsonNode call) {
            id = id.isEmpty() ? call.path("id").asText("") : id;
            name = name.isEmpty() ? call.path(kind.wireName()).path("name").asText("") : name;
            arguments.append(text(kind, call));
        }

        private boolean isOther(String otherId) {
            return !id.isEmpty() && !otherId.isEmpty() && !id.equals(otherId);
        }
    }

    /** @param calls the member {@code tool_calls} of a message, or of a part of one: each has an index then */
    void add(JsonNode calls) {
        for (int at = 0; at < calls.size(); at++) {
            JsonNode call = calls.path(at);
            add(call.path("index").asInt(at), call);
        }
    }

    private void add(int index, JsonNode call) {
        ToolKind kind = ToolKind.of(call);
        int more = text(kind, call).length();
        characters += more;
        size += more;
        Part part = growing.get(index);
        // Some providers number all calls 0 and tell them apart by their ids.
        if (part == null || part.isOther(call.path("id").asText(""))) {
            part = new Part(kind);
            size += FRAME;
            if (size <= maxBytes) {
                parts.add(part);
            }
            growing.put(index, part);
        }
        if (size <= maxBytes) {
            part.add(call);
        }
    }

    private static String text(ToolKind kind, JsonNode call) {
        return call.path(kind.wireName()).path(kind.textName()).asText("");
    }

    /** Of all arguments. */
    long characters() {
        return characters;
    }

    /** Whether there was more than can be stored: then none is. */
    boolean isTooMuch() {
        return size > maxBytes
                || parts.stream().anyMatch(part -> !part.id.isEmpty() && !ToolCall.isId(part.id))
                || ToolCall.write(calls()).getBytes(StandardCharsets.UTF_8).length > maxBytes;
    }

    /** The calls that can be answered: those that have an id and a name. */
    List<ToolCall> calls() {
        return parts.stream()
                .filter(part -> ToolCall.isId(part.id) && !part.name.isEmpty())
                .map(part -> new ToolCall(part.id, part.kind, part.name, part.arguments.toString()))
                .toList();
    }
}
