package dev.tidepool.session.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that was found.
 *
 * @param snippet the part of its content around what was found; plain text
 */
record MessageHitView(
        UUID id,
        long sequence,
        String role,
        String snippet,
        @JsonProperty("tool_calls") @Nullable List<ToolCallView> toolCalls,
        @JsonProperty("tool_call_id") @Nullable String toolCallId,
        Instant createdAt) {

    static MessageHitView of(MessageHit hit) {
        Message message = hit.message();
        return new MessageHitView(
                message.id().value(),
                message.sequence(),
                message.draft().role().wireName(),
                hit.snippet(),
                MessageView.calls(message.draft().tools()),
                MessageView.result(message.draft().tools()),
                message.createdAt());
    }
}
