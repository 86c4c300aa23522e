package dev.tidepool.gateway.realtime;

import dev.tidepool.kernel.event.Event;
import io.vertx.core.json.JsonObject;

/** What the hub says, as JSON text. Pure. */
final class ServerMessage {

    private ServerMessage() {}

    static String connected(String clientId) {
        return new JsonObject()
                .put("type", "connected")
                .put("clientId", clientId)
                .encode();
    }

    static String subscribed(String room) {
        return new JsonObject().put("type", "subscribed").put("room", room).encode();
    }

    static String unsubscribed(String room) {
        return new JsonObject().put("type", "unsubscribed").put("room", room).encode();
    }

    static String pong() {
        return "{\"type\":\"pong\"}";
    }

    /** @param code for programs: {@code invalid_message}, {@code invalid_room}, {@code forbidden}, ... */
    static String error(String code, String message) {
        return new JsonObject()
                .put("type", "error")
                .put("code", code)
                .put("message", message)
                .encode();
    }

    static String event(String room, Event event) {
        JsonObject payload = new JsonObject()
                .put("event", event.type())
                .put("data", event.data())
                .put("id", event.id().toString());
        return new JsonObject()
                .put("type", "event")
                .put("room", room)
                .put("payload", payload)
                .put("timestamp", event.time().toString())
                .encode();
    }
}
