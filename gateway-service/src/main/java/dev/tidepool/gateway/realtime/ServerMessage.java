package dev.tidepool.gateway.realtime;

import dev.tidepool.kernel.event.Event;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** What the hub says, as JSON text. Pure. */
final class ServerMessage {

    private ServerMessage() {}

    static String connected(String clientId) {
        return typed("connected").put("clientId", clientId).encode();
    }

    static String authenticated() {
        return typed("authenticated").encode();
    }

    static String subscribed(String room) {
        return typed("subscribed").put("room", room).encode();
    }

    static String unsubscribed(String room) {
        return typed("unsubscribed").put("room", room).encode();
    }

    static String pong() {
        return "{\"type\":\"pong\"}";
    }

    /** @param code for programs: {@code invalid_message}, {@code invalid_room}, {@code forbidden}, ... */
    static String error(String code, String message) {
        return errorOf(code, message).encode();
    }

    /** @param retryAfter whole seconds, as in the header Retry-After */
    static String error(String code, String message, long retryAfter) {
        return errorOf(code, message).put("retryAfter", retryAfter).encode();
    }

    /** Something may have been missed in the room: what is kept does not reach back to it. */
    static String replayGap(String room) {
        return typed("replay_gap")
                .put("room", room)
                .put("message", "Events may have been missed. Read the current state from the API.")
                .encode();
    }

    static String credentialExpiring(Instant at) {
        return typed("credential_expiring")
                .put("expiresAt", at.toString())
                .put("message", "Send authenticate with a fresh token to stay connected.")
                .encode();
    }

    static String stopping(Instant now) {
        JsonObject payload = new JsonObject()
                .put("event", "server.shutdown")
                .put("data", new JsonObject().put("message", "Connect again."));
        return typed("event")
                .put("room", "system")
                .put("payload", payload)
                .put("timestamp", now.toString())
                .encode();
    }

    /** @param position 0 for an event that cannot be replayed: it then has no {@code id} to resume after */
    static String event(String room, Event event, long position) {
        JsonObject payload = new JsonObject()
                .put("event", event.type())
                .put("data", event.data())
                .put("id", event.id().toString());
        JsonObject message = typed("event").put("room", room);
        if (position > 0) {
            message.put("id", Long.toString(position));
        }
        return message.put("payload", payload)
                .put("timestamp", event.time().toString())
                .encode();
    }

    private static JsonObject errorOf(String code, String message) {
        return typed("error").put("code", code).put("message", message);
    }

    private static JsonObject typed(String type) {
        return new JsonObject().put("type", type);
    }
}
