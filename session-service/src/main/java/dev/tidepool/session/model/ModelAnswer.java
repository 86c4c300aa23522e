package dev.tidepool.session.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A whole answer.
 *
 * @param json the completion in OpenAI's shape, to be passed on unchanged
 * @param text what it says
 */
public record ModelAnswer(String json, String text, Optional<ModelUsage> usage) {

    /** From a completion in OpenAI's shape. Pure. */
    static ModelAnswer of(String json, JsonNode completion) {
        String text = completion
                .path("choices")
                .path(0)
                .path("message")
                .path("content")
                .asText("");
        return new ModelAnswer(json, text, ModelUsage.of(completion.path("usage")));
    }
}
