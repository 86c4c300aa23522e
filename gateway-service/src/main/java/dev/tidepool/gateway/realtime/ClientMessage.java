package dev.tidepool.gateway.realtime;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
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
            JsonObject payload = json.getJsonObject("payload", new JsonObject());
            String room = json.getString("room", payload.getString("room", ""));
            return switch (json.getString("type", "")) {
                case "subscribe" ->
                    Optional.of(
                            new Subscribe(room, json.getString("lastEventId", payload.getString("lastEventId", ""))));
                case "unsubscribe" -> Optional.of(new Unsubscribe(room));
                case "ping" -> Optional.of(new Ping());
                case "authenticate" -> Optional.of(new Authenticate(payload.getString("token", "")));
                default -> Optional.empty();
            };
        } catch (DecodeException | ClassCastException | NullPointerException malformed) {
            return Optional.empty();
        }
    }
}
