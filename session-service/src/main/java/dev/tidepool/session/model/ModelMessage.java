package dev.tidepool.session.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What a message of a chat request says, without its parts that are not text. */
public record ModelMessage(String role, String text) {

    /** From a message whose shape was checked: content is text, a list of parts, or absent. Pure. */
    public static ModelMessage of(JsonNode message) {
        return new ModelMessage(message.path("role").asText(), textOf(message.path("content")));
    }

    private static String textOf(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode part : content) {
            if (part.path("text").isTextual()) {
                texts.add(part.path("text").textValue());
            }
        }
        return String.join("\n", texts);
    }

    /** As a message of a request. */
    public ObjectNode writeTo(ObjectNode target) {
        return target.put("role", role).put("content", text);
    }
}
