package dev.tidepool.session.socket;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** What a client is told, as JSON text. Pure. */
final class ServerMessage {

    private static final String PONG = "{\"type\":\"pong\"}";

    private ServerMessage() {}

    /** @param lastEventId the place after which events follow */
    static String connected(String session, long lastEventId) {
        return of("connected")
                .put("sessionId", session)
                .put("lastEventId", lastEventId)
                .encode();
    }

    /** An event that is kept: its id is what a client comes back with. */
    static String event(LoggedEvent event) {
        return "{\"type\":\"" + typeOf(event.type()) + "\",\"id\":" + event.sequence() + ",\"time\":\"" + event.time()
                + "\",\"data\":" + event.data() + "}";
    }

    /** An event that is not kept, and has no id to come back with. */
    static String passing(Event event) {
        return of(typeOf(event.type()))
                .put("time", event.time().toString())
                .put("data", event.data())
                .encode();
    }

    /** The session's time is up. It has no id to come back with, and nothing to come back to. */
    static String expired(String session, Instant at) {
        return of("session.expired")
                .put("time", at.toString())
                .put("data", new JsonObject().put("sessionId", session).put("expiredAt", at.toString()))
                .encode();
    }

    private static String typeOf(String type) {
        return switch (type) {
            case LoggedEvent.MESSAGE_CREATED -> "message";
            case "skill:failed" -> "skill.error";
            default -> type.replace(':', '.');
        };
    }

    /** Events that are not kept any more, from and to these places. */
    static String gap(long from, long to) {
        return of("replay_gap").put("from", from).put("to", to).encode();
    }

    /** The message is stored; {@code repeated} when it was before. */
    static String accepted(Optional<String> ref, String message, long sequence, boolean repeated) {
        return with(ref, of("accepted"))
                .put("messageId", message)
                .put("sequence", sequence)
                .put("repeated", repeated)
                .encode();
    }

    static String delta(Optional<String> ref, String text) {
        return with(ref, of("stream")).put("delta", text).encode();
    }

    /** @param complete false when parts of it were not sent: the message has them all */
    static String answered(Optional<String> ref, boolean complete) {
        return with(ref, of("stream"))
                .put("done", true)
                .put("complete", complete)
                .encode();
    }

    static String error(Optional<String> ref, Problem problem) {
        JsonObject json =
                with(ref, of("error")).put("code", problem.code().name()).put("message", problem.detail());
        problem.members().forEach((name, value) -> json.put(name, member(value)));
        return json.encode();
    }

    /** What a feature answered to what was asked of it; the data is JSON. */
    static String outcome(Optional<String> ref, String type, String data) {
        String open = with(ref, of(type)).encode();
        return open.substring(0, open.length() - 1) + ",\"data\":" + data + "}";
    }

    static String pong(Optional<String> ref) {
        return ref.isEmpty() ? PONG : with(ref, of("pong")).encode();
    }

    private static JsonObject of(String type) {
        return new JsonObject().put("type", type);
    }

    private static JsonObject with(Optional<String> ref, JsonObject json) {
        ref.ifPresent(name -> json.put("ref", name));
        return json;
    }

    private static Object member(Object value) {
        return value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
