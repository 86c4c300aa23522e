package dev.tidepool.session.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/**
 * A whole answer.
 *
 * @param json the completion in OpenAI's shape, to be passed on unchanged
 * @param text what it says
 * @param toolCalls OpenAI's member {@code tool_calls}; missing as a rule
 */
public record ModelAnswer(String json, String text, JsonNode toolCalls, Optional<ModelUsage> usage) {

    /** One that calls no functions. */
    ModelAnswer(String json, String text, Optional<ModelUsage> usage) {
        this(json, text, MissingNode.getInstance(), usage);
    }

    /** From a completion in OpenAI's shape. Pure. */
    static ModelAnswer of(String json, JsonNode completion) {
        JsonNode message = completion.path("choices").path(0).path("message");
        return new ModelAnswer(
                json,
                message.path("content").asText(""),
                message.path("tool_calls"),
                ModelUsage.of(completion.path("usage")));
    }
}
