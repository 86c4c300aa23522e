package dev.tidepool.session.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.model.ModelError;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.socket.SessionAnswers;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Answers in a session's socket: a streamed chat that adds nothing to the session's history but the answer. */
@ApplicationScoped
class ChatAnswers implements SessionAnswers {

    private static final String PREFIX = "data: ";

    private final ChatService chats;
    private final ExactJson json;

    ChatAnswers(ChatService chats, ExactJson json) {
        this.chats = chats;
        this.json = json;
    }

    @Override
    public Multi<String> answer(Caller.Member member, SessionId session, String requestId) {
        ObjectNode body = json.object().put("stream", true);
        body.putArray("messages");
        return chats.answer(member, new ChatRequest(body), Optional.of(session), requestId)
                .onItem()
                .transformToMulti(ChatAnswers::events)
                .map(this::text)
                .select()
                .where(text -> !text.isEmpty());
    }

    private static Multi<String> events(ChatReply reply) {
        return switch (reply) {
            case ChatReply.Streamed streamed -> streamed.events();
            case ChatReply.Whole whole -> throw new IllegalStateException("a streamed chat is answered by a stream");
        };
    }

    /** What an event adds to the answer. @throws Problem when it says that the answer broke off */
    private String text(String event) {
        String data = event.substring(PREFIX.length()).strip();
        Optional<ObjectNode> chunk = json.parseObject(data.getBytes(StandardCharsets.UTF_8));
        if (chunk.isEmpty()) {
            return "";
        }
        JsonNode error = chunk.get().path("error");
        if (error.isObject()) {
            throw Problem.of(
                    ModelError.MODEL_STREAM_BROKEN, error.path("message").asText());
        }
        return chunk.get().at("/choices/0/delta/content").asText("");
    }
}
