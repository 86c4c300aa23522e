package dev.tidepool.session.message;

import dev.tidepool.session.json.StorableText;
import java.util.Optional;

/**
 * A message before it has its place in a session.
 *
 * @param model what wrote it, when a model did
 * @param tools what it has to do with functions that a model wants called
 */
public record MessageDraft(
        MessageRole role,
        String content,
        MessageStatus status,
        Optional<String> model,
        Optional<MessageUsage> usage,
        Optional<String> idempotencyKey,
        ToolUse tools) {

    public MessageDraft {
        StorableText.require("content", content);
    }

    /** Something said in full by a client. */
    public static MessageDraft said(MessageRole role, String content) {
        return new MessageDraft(
                role,
                content,
                MessageStatus.COMPLETE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ToolUse.NONE);
    }

    /** A model's answer. */
    public static MessageDraft answered(
            String content, MessageStatus status, String model, Optional<MessageUsage> usage) {
        return new MessageDraft(
                MessageRole.ASSISTANT, content, status, Optional.of(model), usage, Optional.empty(), ToolUse.NONE);
    }

    public MessageDraft withTools(ToolUse use) {
        return new MessageDraft(role, content, status, model, usage, idempotencyKey, use);
    }

    MessageDraft withIdempotencyKey(Optional<String> key) {
        return new MessageDraft(role, content, status, model, usage, key, tools);
    }
}
