package dev.tidepool.session.response;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.session.message.ToolKind;

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

    /** A tool that the model wants called. */
    record Call(String id, int index, ToolKind kind, String callId, String name, StringBuilder arguments)
            implements ResponseItem {

        /** What the ids of such items begin with. */
        static String prefix(ToolKind kind) {
            return switch (kind) {
                case FUNCTION -> "fc";
                case CUSTOM -> "ctc";
            };
        }

        @Override
        public ObjectNode json(String status) {
            String type = switch (kind) {
                case FUNCTION -> "function_call";
                case CUSTOM -> "custom_tool_call";
            };
            return object(type, id, status)
                    .put("call_id", callId)
                    .put("name", name)
                    .put(kind.textName(), arguments.toString());
        }

        /** The events that tell how it grows, without what they tell of it. */
        String growing() {
            return switch (kind) {
                case FUNCTION -> "response.function_call_arguments.";
                case CUSTOM -> "response.custom_tool_call_input.";
            };
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
