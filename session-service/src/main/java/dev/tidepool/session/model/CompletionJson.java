package dev.tidepool.session.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.openclaw.AgentPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes answers as OpenAI's objects {@code chat.completion} and {@code chat.completion.chunk}. Pure. */
record CompletionJson(ExactJson json, String id, long created, String model) {

    ObjectNode completion(String text, String finishReason, Optional<ModelUsage> usage) {
        ObjectNode completion = head("chat.completion");
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", text)
                .putNull("refusal");
        choice.putNull("logprobs").put("finish_reason", finishReason);
        usage.ifPresent(tokens -> writeUsage(completion, tokens));
        return completion;
    }

    /** The role, one chunk for each token, the reason to finish, and the usage. */
    List<ObjectNode> chunks(OfflineAnswer answer) {
        List<ObjectNode> chunks = new ArrayList<>();
        chunks.add(role());
        answer.tokens().forEach(token -> chunks.add(content(token)));
        chunks.add(finish(answer.finishReason()));
        chunks.add(usage(answer.usage()));
        return chunks;
    }

    ObjectNode role() {
        ObjectNode role = chunk(null);
        delta(role).put("role", "assistant").put("content", "").putNull("refusal");
        return role;
    }

    ObjectNode content(String text) {
        ObjectNode content = chunk(null);
        delta(content).put("content", text);
        return content;
    }

    ObjectNode finish(String reason) {
        return chunk(reason);
    }

    ObjectNode usage(ModelUsage tokens) {
        ObjectNode usage = head("chat.completion.chunk");
        usage.putArray("choices");
        writeUsage(usage, tokens);
        return usage;
    }

    /** A tool that an agent uses itself. Not a tool call: those are for the client to answer. */
    ObjectNode tool(AgentPart.Tool used) {
        ObjectNode tool = chunk(null);
        tool.putObject("openclaw")
                .putObject("tool")
                .put("id", used.id())
                .put("name", used.name())
                .put("phase", used.phase())
                .put("failed", used.failed());
        return tool;
    }

    private ObjectNode head(String object) {
        return json.object()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model);
    }

    private ObjectNode chunk(@Nullable String finishReason) {
        ObjectNode chunk = head("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta");
        choice.putNull("logprobs").put("finish_reason", finishReason);
        return chunk;
    }

    private static ObjectNode delta(ObjectNode chunk) {
        return (ObjectNode) chunk.path("choices").path(0).path("delta");
    }

    private static void writeUsage(ObjectNode target, ModelUsage usage) {
        target.putObject("usage")
                .put("prompt_tokens", usage.promptTokens())
                .put("completion_tokens", usage.completionTokens())
                .put("total_tokens", usage.promptTokens() + usage.completionTokens());
    }
}
