package dev.tidepool.gateway.realtime;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Optional;

/**
 * What a client may say: {@code {"type":"subscribe"|"unsubscribe"|"ping"|"authenticate","room":"...","payload":{...}}}. With
 * {@code subscribe} a member {@code lastEventId} asks for what came after it, with {@code authenticate} the payload's
 * {@code token} is an access token or a key.
 */
sealed interface ClientMessage {

    /** @param lastEventId as it was given, or empty */
    record Subscribe(String room, String lastEventId) implements ClientMessage {}

    record Unsubscribe(String room) implements ClientMessage {}

    record Ping() implements ClientMessage {}

    record Authenticate(String token) implements ClientMessage {
        @Override
        public String toString() {
            return "Authenticate";
        }
    }

    /** The message, or empty when it is none of these. */
    static Optional<ClientMessage> parse(String text) {
        try {
            JsonObject json = new JsonObject(text);
            JsonObject payload = Objects.requireNonNullElseGet(json.getJsonObject("payload"), JsonObject::new);
            String room = text("room", json, payload);
            return switch (text("type", json)) {
                case "subscribe" -> Optional.of(new Subscribe(room, text("lastEventId", json, payload)));
                case "unsubscribe" -> Optional.of(new Unsubscribe(room));
                case "ping" -> Optional.of(new Ping());
                case "authenticate" -> Optional.of(new Authenticate(text("token", payload)));
                default -> Optional.empty();
            };
        } catch (DecodeException | ClassCastException malformed) {
            return Optional.empty();
        }
    }

    /** The first that has it. A null is as good as none: clients write the id that they do not have yet that way. */
    private static String text(String name, JsonObject... objects) {
        for (JsonObject object : objects) {
            String text = object.getString(name);
            if (text != null) {
                return text;
            }
        }
        return "";
    }
}
