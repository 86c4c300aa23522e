package dev.tidepool.session.response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidepool.kernel.problem.Problem;

/** Parts of content as a chat has them. Pure. */
final class ResponseParts {

    private ResponseParts() {}

    /** Text stays text, and so does a single part of it. @throws Problem 400 naming the part that is not acceptable */
    static JsonNode content(String field, JsonNode content) {
        if (content.isTextual()) {
            return content;
        }
        if (!content.isArray()) {
            throw Problem.invalidField(field, field + " must be text or a list of parts.");
        }
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (int at = 0; at < content.size(); at++) {
            parts.add(part(field + "[" + at + "]", content.path(at)));
        }
        return parts.size() == 1 && parts.path(0).path("text").isTextual()
                ? parts.path(0).path("text")
                : parts;
    }

    private static ObjectNode part(String field, JsonNode part) {
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        return switch (part.path("type").asText()) {
            case "input_text", "output_text", "text" -> made.put("type", "text").set("text", text(field, part, "text"));
            case "refusal" -> made.put("type", "text").set("text", text(field, part, "refusal"));
            case "input_image" -> image(field, part);
            case "input_file" -> file(field, part);
            default ->
                throw Problem.invalidField(
                        field + ".type",
                        field + ".type must be input_text, output_text, refusal, input_image or input_file.");
        };
    }

    private static ObjectNode image(String field, JsonNode part) {
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        ObjectNode image = made.put("type", "image_url").putObject("image_url");
        image.set("url", text(field, part, "image_url"));
        if (part.path("detail").isTextual()) {
            image.set("detail", part.path("detail"));
        }
        return made;
    }

    private static ObjectNode file(String field, JsonNode part) {
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        ObjectNode file = made.put("type", "file").putObject("file");
        file.set("file_data", text(field, part, "file_data"));
        if (part.path("filename").isTextual()) {
            file.set("filename", part.path("filename"));
        }
        return made;
    }

    private static TextNode text(String field, JsonNode part, String name) {
        if (part.path(name) instanceof TextNode text) {
            return text;
        }
        throw Problem.invalidField(field + "." + name, field + "." + name + " must be text.");
    }
}
