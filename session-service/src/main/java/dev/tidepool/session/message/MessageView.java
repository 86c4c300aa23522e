package dev.tidepool.session.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as JSON. {@code model} and {@code usage} are null unless a model wrote it. What it has to do with functions has OpenAI's
 * names and shape, and is null unless it does.
 */
public record MessageView(
        UUID id,
        UUID sessionId,
        long sequence,
        String role,
        String content,
        String status,
        @Nullable String model,
        @Nullable MessageUsage usage,
        @Nullable String idempotencyKey,
        @JsonProperty("tool_calls") @Nullable List<ToolCallView> toolCalls,
        @JsonProperty("tool_call_id") @Nullable String toolCallId,
        Instant createdAt) {

    public static MessageView of(Message message) {
        MessageDraft draft = message.draft();
        return new MessageView(
                message.id().value(),
                message.session().value(),
                message.sequence(),
                draft.role().wireName(),
                draft.content(),
                draft.status().wireName(),
                draft.model().orElse(null),
                draft.usage().orElse(null),
                draft.idempotencyKey().orElse(null),
                calls(draft.tools()),
                result(draft.tools()),
                message.createdAt());
    }

    static @Nullable List<ToolCallView> calls(ToolUse tools) {
        return tools instanceof ToolUse.Calls made
                ? made.calls().stream().map(ToolCallView::of).toList()
                : null;
    }

    static @Nullable String result(ToolUse tools) {
        return tools instanceof ToolUse.Result result ? result.callId() : null;
    }
}
