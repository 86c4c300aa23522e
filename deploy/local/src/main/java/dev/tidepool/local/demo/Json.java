package dev.tidepool.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reading answers strictly: what the tour needs must be there. */
final class Json {
    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The text at a JSON pointer. */
    static String text(JsonNode node, String pointer) {
        JsonNode found = node.at(pointer);
        if (!found.isValueNode() || found.isNull()) {
            throw new DemoFailure("the answer has no " + pointer);
        }
        return found.asText();
    }
}
