package dev.tidepool.session.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A part of a streamed answer.
 *
 * @param data the chunk as JSON, to be passed on unchanged
 * @param text what it adds to the answer, often nothing
 * @param toolCalls OpenAI's member {@code tool_calls}, what it adds to calls of functions; missing as a rule
 * @param finished whether the model said that the answer ends here
 * @param closing whether it carries no choice: the chunk of the usage
 */
public record ModelChunk(
        String data, String text, JsonNode toolCalls, boolean finished, boolean closing, Optional<ModelUsage> usage) {

    /** From a chunk in OpenAI's shape. Pure. */
    static ModelChunk of(String data, JsonNode chunk) {
        JsonNode choice = chunk.path("choices").path(0);
        return new ModelChunk(
                data,
                choice.path("delta").path("content").asText(""),
                choice.path("delta").path("tool_calls"),
                choice.path("finish_reason").isTextual(),
                choice.isMissingNode(),
                ModelUsage.of(chunk.path("usage")));
    }
}
