package dev.tidepool.session.response;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A part of a response's output as it grows. Not thread-safe: of one stream. */
sealed interface ResponseItem {

    String id();

    /** Its place in the output. */
    int index();

    /** As it is told: empty when it begins. */
    ObjectNode json(String status);

    /** What the model says: text, or in its place why it says nothing. */
    record Message(String id, int index, String part, StringBuilder text) implements ResponseItem {

        static final String TEXT = "output_text";
        static final String REFUSAL = "refusal";

        @Override
        public ObjectNode json(String status) {
            ObjectNode item = object("message", id, status).put("role", "assistant");
            if (status.equals(IN_PROGRESS)) {
                item.putArray("content");
            } else {
                item.putArray("content").add(content(text.toString()));
            }
            return item;
        }

        /** Its one part. */
        ObjectNode content(String said) {
            ObjectNode content = JsonNodeFactory.instance.objectNode().put("type", part);
            if (part.equals(REFUSAL)) {
                return content.put("refusal", said);
            }
            content.put("text", said).putArray("annotations");
            content.putArray("logprobs");
            return content;
        }
    }

    /** A function that the model wants called. */
    record Call(String id, int index, String callId, String name, StringBuilder arguments) implements ResponseItem {

        @Override
        public ObjectNode json(String status) {
            return object("function_call", id, status)
                    .put("call_id", callId)
                    .put("name", name)
                    .put("arguments", arguments.toString());
        }
    }

    String IN_PROGRESS = "in_progress";

    private static ObjectNode object(String type, String id, String status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("type", type)
                .put("status", status);
    }
}
