package dev.tidepool.gateway.realtime;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What a client may say: {@code {"type":"subscribe"|"unsubscribe"|"ping","room":"..."}}. */
sealed interface ClientMessage {

    record Subscribe(String room) implements ClientMessage {}

    record Unsubscribe(String room) implements ClientMessage {}

    record Ping() implements ClientMessage {}

    /** The message, or empty when it is none of these. */
    static Optional<ClientMessage> parse(String text) {
        try {
            JsonObject json = new JsonObject(text);
            String room = json.getString("room", "");
            return switch (json.getString("type", "")) {
                case "subscribe" -> Optional.of(new Subscribe(room));
                case "unsubscribe" -> Optional.of(new Unsubscribe(room));
                case "ping" -> Optional.of(new Ping());
                default -> Optional.empty();
            };
        } catch (DecodeException | ClassCastException malformed) {
            return Optional.empty();
        }
    }
}
