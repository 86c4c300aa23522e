package dev.tidepool.session.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.session.json.ExactJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an offline answer as OpenAI's objects {@code chat.completion} and {@code chat.completion.chunk}. Pure. */
record CompletionJson(ExactJson json, String id, long created, String model) {

    ObjectNode completion(OfflineAnswer answer) {
        ObjectNode completion = head("chat.completion");
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", answer.text())
                .putNull("refusal");
        choice.putNull("logprobs").put("finish_reason", answer.finishReason());
        writeUsage(completion, answer.usage());
        return completion;
    }

    /** The role, one chunk for each token, the reason to finish, and the usage. */
    List<ObjectNode> chunks(OfflineAnswer answer) {
        List<ObjectNode> chunks = new ArrayList<>();
        ObjectNode role = chunk(null);
        delta(role).put("role", "assistant").put("content", "").putNull("refusal");
        chunks.add(role);
        for (String token : answer.tokens()) {
            ObjectNode chunk = chunk(null);
            delta(chunk).put("content", token);
            chunks.add(chunk);
        }
        chunks.add(chunk(answer.finishReason()));
        ObjectNode usage = head("chat.completion.chunk");
        usage.putArray("choices");
        writeUsage(usage, answer.usage());
        chunks.add(usage);
        return chunks;
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
