package dev.tidepool.session.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an agent keeps of a session.
 *
 * @param model of the agent in this conversation, as the gateway names it
 * @param tokens in the agent's context, if the gateway knows
 */
record ConversationView(
        String agent,
        @Nullable String model,
        @Nullable String modelProvider,
        @Nullable String thinkingLevel,
        @Nullable Long tokens,
        @Nullable Long contextTokens,
        @Nullable Boolean active,
        @Nullable Instant updatedAt) {

    /** From a row of the gateway's sessions. */
    static ConversationView of(String agent, JsonNode row) {
        return new ConversationView(
                agent,
                row.path("model").textValue(),
                row.path("modelProvider").textValue(),
                row.path("thinkingLevel").textValue(),
                number(row.path("totalTokens")),
                number(row.path("contextTokens")),
                row.path("hasActiveRun").isBoolean() ? row.path("hasActiveRun").booleanValue() : null,
                row.path("updatedAt").canConvertToLong()
                        ? Instant.ofEpochMilli(row.path("updatedAt").longValue())
                        : null);
    }

    private static @Nullable Long number(JsonNode value) {
        return value.canConvertToLong() ? value.longValue() : null;
    }
}
