package dev.tidepool.session.socket;

import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * What a client says. {@code ref} is its own name for it, which the answers carry.
 */
sealed interface ClientMessage {

    Optional<String> ref();

    /** {@code {"type":"message","content":"...","idempotencyKey"?,"answer"?,"ref"?}}: a user's message. */
    record Say(Optional<String> ref, Optional<String> content, Optional<String> idempotencyKey, boolean answer)
            implements ClientMessage {}

    /** {@code {"type":"answer"}}: the model is to answer what was said last. */
    record Answer(Optional<String> ref) implements ClientMessage {}

    /** {@code {"type":"stop"}}: the answer under way is enough. */
    record Stop(Optional<String> ref) implements ClientMessage {}

    /** {@code {"type":"ping"}}. */
    record Ping(Optional<String> ref) implements ClientMessage {}

    /** What a feature takes: {@code type} is its {@link SessionCommand}'s. */
    record Command(Optional<String> ref, String type, JsonObject json, boolean answer) implements ClientMessage {}

    /** Pure. @throws Problem 400 when it is no object, or a member has the wrong kind */
    static ClientMessage of(String text) {
        JsonObject json = parse(text);
        Optional<String> ref = text(json, "ref");
        return switch (text(json, "type").orElse("")) {
            case "message" -> new Say(ref, text(json, "content"), text(json, "idempotencyKey"), flag(json, "answer"));
            case "answer" -> new Answer(ref);
            case "stop" -> new Stop(ref);
            case "ping" -> new Ping(ref);
            default -> new Command(ref, text(json, "type").orElse(""), json, flag(json, "answer"));
        };
    }

    private static JsonObject parse(String text) {
        try {
            return new JsonObject(text);
        } catch (DecodeException malformed) {
            throw Problem.of(SocketError.INVALID_MESSAGE, "Send a JSON object.");
        }
    }

    private static Optional<String> text(JsonObject json, String name) {
        Object value = json.getValue(name);
        if (value != null && !(value instanceof String)) {
            throw Problem.of(SocketError.INVALID_MESSAGE, name + " must be text.")
                    .with("field", name);
        }
        return Optional.ofNullable((String) value);
    }

    private static boolean flag(JsonObject json, String name) {
        Object value = json.getValue(name);
        if (value != null && !(value instanceof Boolean)) {
            throw Problem.of(SocketError.INVALID_MESSAGE, name + " must be true or false.")
                    .with("field", name);
        }
        return Boolean.TRUE.equals(value);
    }
}
