package dev.tidepool.session.response;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The events of a streamed response. */
record Events(List<JsonObject> all) {

    /** @throws AssertionError when an event's name is not its type, or the numbers have a gap */
    static Events of(String body) {
        List<JsonObject> events = new ArrayList<>();
        for (String event : body.split("\n\n")) {
            String[] lines = event.split("\n");
            JsonObject data = new JsonObject(lines[1].substring("data: ".length()));
            if (!lines[0].equals("event: " + data.getString("type"))
                    || data.getInteger("sequence_number") != events.size()) {
                throw new AssertionError("out of order: " + event);
            }
            events.add(data);
        }
        return new Events(events);
    }

    List<String> types() {
        return all.stream().map(event -> event.getString("type")).toList();
    }

    JsonObject first(String type) {
        return all.stream()
                .filter(event -> event.getString("type").equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " in " + types()));
    }

    /** What the last event says of the response. */
    JsonObject response() {
        return all.getLast().getJsonObject("response");
    }

    String text(String type, String member) {
        StringBuilder text = new StringBuilder();
        all.stream()
                .filter(event -> event.getString("type").equals(type))
                .forEach(event -> text.append(event.getString(member)));
        return text.toString();
    }
}
