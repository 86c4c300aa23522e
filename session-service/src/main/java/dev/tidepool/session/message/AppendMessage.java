package dev.tidepool.session.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tidepool.kernel.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of an append, as sent. */
record AppendMessage(
        @Schema(
                enumeration = {"system", "user", "assistant", "tool"},
                required = true)
        @Nullable
        String role,

        @Schema(description = "At most 256 KB; may be absent beside tool_calls") @Nullable
        String content,

        @Schema(description = "A repeat with the same key answers the first message") @Nullable
        String idempotencyKey,

        @JsonProperty("tool_calls")
        @Schema(description = "Of an assistant: 1 to 128 functions to be called, in OpenAI's shape")
        @Nullable
        List<@Nullable ToolCallView> toolCalls,

        @JsonProperty("tool_call_id") @Schema(description = "Of a tool: the call that it answers") @Nullable
        String toolCallId) {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final int MAX_CALLS = 128;

    /** @throws Problem 400 naming the field that is not acceptable */
    MessageDraft draft(MessageConfig limits) {
        MessageRole speaker = checkedRole();
        ToolUse tools = checkedTools(speaker, limits);
        return MessageDraft.said(speaker, checkedContent(limits))
                .withIdempotencyKey(checkedKey())
                .withTools(tools);
    }

    private MessageRole checkedRole() {
        return Optional.ofNullable(role)
                .flatMap(MessageRole::ofWireName)
                .orElseThrow(() -> Problem.invalidField("role", "role must be one of system, user, assistant, tool."));
    }

    private String checkedContent(MessageConfig limits) {
        if (toolCalls != null && content == null) {
            return "";
        }
        if (content == null || (content.isEmpty() && toolCalls == null)) {
            throw Problem.invalidField("content", "content must be text of at least one character.");
        }
        if (content.getBytes(StandardCharsets.UTF_8).length > limits.maxContentBytes()) {
            throw Problem.invalidField("content", "content must be at most " + limits.maxContentBytes() + " bytes.");
        }
        return content;
    }

    private ToolUse checkedTools(MessageRole speaker, MessageConfig limits) {
        if (toolCalls != null && speaker != MessageRole.ASSISTANT) {
            throw Problem.invalidField("tool_calls", "tool_calls are an assistant's.");
        }
        if (toolCallId != null && speaker != MessageRole.TOOL) {
            throw Problem.invalidField("tool_call_id", "tool_call_id is a tool's.");
        }
        if (toolCallId != null && !ToolCall.isId(toolCallId)) {
            throw Problem.invalidField(
                    "tool_call_id", "tool_call_id must be 1 to " + ToolCall.MAX_ID_CHARACTERS + " characters.");
        }
        if (toolCalls != null) {
            return checkedCalls(toolCalls, limits);
        }
        return toolCallId == null ? ToolUse.NONE : new ToolUse.Result(toolCallId);
    }

    private static ToolUse checkedCalls(List<@Nullable ToolCallView> sent, MessageConfig limits) {
        if (sent.isEmpty() || sent.size() > MAX_CALLS) {
            throw Problem.invalidField("tool_calls", "tool_calls must be a list of 1 to " + MAX_CALLS + " calls.");
        }
        List<ToolCall> calls = new ArrayList<>();
        for (int at = 0; at < sent.size(); at++) {
            String field = "tool_calls[" + at + "]";
            calls.add(Optional.ofNullable(sent.get(at))
                    .orElseThrow(() -> Problem.invalidField(field, field + " must be a call."))
                    .checked(field));
        }
        if (ToolCall.write(calls).getBytes(StandardCharsets.UTF_8).length > limits.maxContentBytes()) {
            throw Problem.invalidField(
                    "tool_calls", "tool_calls must be at most " + limits.maxContentBytes() + " bytes.");
        }
        return new ToolUse.Calls(calls);
    }

    private Optional<String> checkedKey() {
        if (idempotencyKey != null && !KEY.matcher(idempotencyKey).matches()) {
            throw Problem.invalidField("idempotencyKey", "idempotencyKey must be 1 to 128 visible ASCII characters.");
        }
        return Optional.ofNullable(idempotencyKey);
    }
}
