package dev.tidepool.session.message;

import dev.tidepool.kernel.problem.Problem;
import java.nio.charset.StandardCharsets;
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

        @Schema(required = true, description = "At most 256 KB") @Nullable
        String content,

        @Schema(description = "A repeat with the same key answers the first message") @Nullable
        String idempotencyKey) {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");

    /** @throws Problem 400 naming the field that is not acceptable */
    MessageDraft draft(MessageConfig limits) {
        return MessageDraft.said(checkedRole(), checkedContent(limits)).withIdempotencyKey(checkedKey());
    }

    private MessageRole checkedRole() {
        return Optional.ofNullable(role)
                .flatMap(MessageRole::ofWireName)
                .orElseThrow(() -> Problem.invalidField("role", "role must be one of system, user, assistant, tool."));
    }

    private String checkedContent(MessageConfig limits) {
        if (content == null || content.isEmpty()) {
            throw Problem.invalidField("content", "content must be text of at least one character.");
        }
        if (content.getBytes(StandardCharsets.UTF_8).length > limits.maxContentBytes()) {
            throw Problem.invalidField("content", "content must be at most " + limits.maxContentBytes() + " bytes.");
        }
        return content;
    }

    private Optional<String> checkedKey() {
        if (idempotencyKey != null && !KEY.matcher(idempotencyKey).matches()) {
            throw Problem.invalidField("idempotencyKey", "idempotencyKey must be 1 to 128 visible ASCII characters.");
        }
        return Optional.ofNullable(idempotencyKey);
    }
}
