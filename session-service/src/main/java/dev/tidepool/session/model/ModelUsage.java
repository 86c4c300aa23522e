package dev.tidepool.session.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Tokens read and written for an answer, as the model counts them. */
public record ModelUsage(long promptTokens, long completionTokens) {

    /** From a member {@code usage} in OpenAI's shape, or empty if it is absent or null. */
    static Optional<ModelUsage> of(JsonNode usage) {
        return usage.isObject()
                ? Optional.of(new ModelUsage(
                        Math.max(0, usage.path("prompt_tokens").asLong()),
                        Math.max(0, usage.path("completion_tokens").asLong())))
                : Optional.empty();
    }
}
