package dev.tidepool.session.message;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A tool that a model wants called.
 *
 * @param id by which its result names it
 * @param arguments what the model gives it, as the kind says
 */
public record ToolCall(String id, ToolKind kind, String name, String arguments) {

    /** Some providers keep a state of theirs in it. */
    public static final int MAX_ID_CHARACTERS = 4096;

    public ToolCall {
        if (!isId(id) || name.isEmpty()) {
            throw new IllegalArgumentException("a call has an id and a name: " + id + ", " + name);
        }
    }

    /** Of a function. */
    public ToolCall(String id, String name, String arguments) {
        this(id, ToolKind.FUNCTION, name, arguments);
    }

    /** Whether a text can be stored as a call's id. */
    public static boolean isId(String text) {
        return !text.isEmpty() && text.length() <= MAX_ID_CHARACTERS && text.indexOf('\0') < 0;
    }

    /** OpenAI's list {@code tool_calls}. */
    public static String write(List<ToolCall> calls) {
        JsonArray array = new JsonArray();
        calls.forEach(call -> array.add(new JsonObject()
                .put("id", call.id())
                .put("type", call.kind().wireName())
                .put(
                        call.kind().wireName(),
                        new JsonObject()
                                .put("name", call.name())
                                .put(call.kind().textName(), call.arguments()))));
        return array.encode();
    }

    static List<ToolCall> read(String text) {
        return new JsonArray(text)
                .stream().map(JsonObject.class::cast).map(ToolCall::read).toList();
    }

    private static ToolCall read(JsonObject call) {
        ToolKind kind = ToolKind.ofWireName(call.getString("type"));
        JsonObject called = call.getJsonObject(kind.wireName());
        return new ToolCall(call.getString("id"), kind, called.getString("name"), called.getString(kind.textName()));
    }
}
