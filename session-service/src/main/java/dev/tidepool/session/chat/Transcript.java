package dev.tidepool.session.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.session.json.StorableText;
import dev.tidepool.session.message.MessageDraft;
import dev.tidepool.session.message.MessageStatus;
import dev.tidepool.session.message.MessageUsage;
import dev.tidepool.session.message.ToolUse;
import dev.tidepool.session.model.ModelChunk;
import dev.tidepool.session.model.ModelUsage;
import dev.tidepool.session.usage.TokenCount;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** An answer as it grows, up to what can be stored. Settled once: whoever settles it first decides how it ended. */
final class Transcript {

    private final int maxBytes;
    private final StringBuilder text = new StringBuilder();
    private final AtomicBoolean settled = new AtomicBoolean();
    private Optional<ModelUsage> usage = Optional.empty();
    private final ToolCallParts calls;
    private boolean cut;
    private long characters;

    Transcript(int maxBytes) {
        this.maxBytes = maxBytes;
        this.calls = new ToolCallParts(maxBytes);
    }

    synchronized void add(ModelChunk chunk) {
        add(chunk.text(), chunk.toolCalls(), chunk.usage());
    }

    synchronized void add(String more, JsonNode toolCalls, Optional<ModelUsage> told) {
        calls.add(toolCalls);
        characters += more.length();
        // A character is at most as many bytes as the limit counts, so this bounds memory; the exact cut comes at the
        // end.
        if (text.length() <= maxBytes) {
            text.append(more);
        }
        if (told.isPresent()) {
            usage = told;
        }
    }

    /** Whether this call is the first: only then may the answer be stored. */
    boolean settle() {
        return settled.compareAndSet(false, true);
    }

    synchronized boolean isEmpty() {
        return text.isEmpty();
    }

    synchronized Optional<ModelUsage> usage() {
        return usage;
    }

    /**
     * What it used, as the model told it, or by its length.
     *
     * @param promptBytes of the request that it answers
     */
    synchronized TokenCount count(long promptBytes) {
        return usage.map(told -> TokenCount.told(told.promptTokens(), told.completionTokens()))
                .orElseGet(() -> TokenCount.estimated(promptBytes, characters + calls.characters()));
    }

    /** The answer to store: cut to the limit, and then partial in any case. Of a partial one no calls are stored: they may lack their end. */
    synchronized MessageDraft draft(String model, MessageStatus status) {
        String storable = storable();
        Optional<MessageUsage> counted =
                usage.map(tokens -> new MessageUsage(tokens.promptTokens(), tokens.completionTokens()));
        MessageStatus ended = cut || calls.isTooMuch() ? MessageStatus.PARTIAL : status;
        MessageDraft said = MessageDraft.answered(storable, ended, model, counted);
        return ended == MessageStatus.PARTIAL ? said : said.withTools(ToolUse.of(calls.calls()));
    }

    private String storable() {
        String clean = StorableText.repaired(text.toString());
        int end = clean.length();
        while (clean.substring(0, end).getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            end = clean.offsetByCodePoints(end, -Math.max(1, clean.codePointCount(0, end) / 20));
            cut = true;
        }
        return clean.substring(0, end);
    }
}
