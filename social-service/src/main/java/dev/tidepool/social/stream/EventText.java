package dev.tidepool.social.stream;

import dev.tidepool.social.stream.TimelineRepository.Told;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/** Server-sent events as text (HTML standard, 9.2). JSON has no line breaks, so one data line is enough. Pure. */
final class EventText {

    private static final String HEARTBEAT = ": \n\n";

    private EventText() {}

    /** Each with its position as id: what {@code Last-Event-ID} says when the client comes back. */
    static String of(List<Told> events) {
        return events.stream().map(EventText::of).collect(Collectors.joining());
    }

    private static String of(Told told) {
        JsonObject data = new JsonObject()
                .put("id", told.id())
                .put("type", told.type())
                .put("time", told.time())
                .put("data", told.data());
        return event(told.position(), told.type(), data);
    }

    /** A comment; what it says besides is no event, but how far the client has come, should it come back. */
    static String heartbeat(long position) {
        return HEARTBEAT + "id: " + position + "\n\n";
    }

    /** The stream has begun: it goes on after this position. */
    static String ready(long position) {
        return event(position, "stream:ready", new JsonObject());
    }

    /** What came between is not known any more. */
    static String gap(long position) {
        return event(
                position,
                "stream:gap",
                new JsonObject().put("hint", "Read what matters anew: the journal begins later."));
    }

    private static String event(long position, String type, JsonObject data) {
        return "id: " + position + "\nevent: " + type + "\ndata: " + data.encode() + "\n\n";
    }
}
