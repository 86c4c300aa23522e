package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer's text as the gateway tells it: each event carries all of it so far, so that an event left out costs nothing. What
 * was passed on cannot be taken back; if the gateway begins anew, what it says then follows after a blank line.
 */
final class RunText {

    private String told = "";

    /**
     * What the text adds to what was passed on.
     *
     * @param whole all of the answer so far
     */
    String advance(String whole) {
        if (told.startsWith(whole)) {
            return "";
        }
        String added = whole.startsWith(told) ? whole.substring(told.length()) : "\n\n" + whole;
        told = whole;
        return added;
    }

    boolean isEmpty() {
        return told.isEmpty();
    }

    /**
     * What an event adds.
     *
     * @param payload of a delta: the whole message if it has one, else the part that is new
     */
    String advanceBy(JsonNode payload) {
        String whole = textOf(payload.path("message"));
        if (!whole.isEmpty()) {
            return advance(whole);
        }
        String part = payload.path("deltaText").asText("");
        return advance(payload.path("replace").asBoolean(false) ? part : told + part);
    }

    /** The text of a message: its content, or the parts of its content that are text. Pure. */
    static String textOf(JsonNode message) {
        JsonNode content = message.path("content");
        if (content.isTextual()) {
            return content.textValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (part.path("type").asText().equals("text")) {
                text.append(part.path("text").asText());
            }
        }
        return text.toString();
    }
}
