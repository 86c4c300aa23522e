package dev.tidepool.session.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.model.ModelChunk;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.socket.SessionAnswers;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/** Answers in a session's socket: a streamed chat that adds nothing to the session's history but the answer. */
@ApplicationScoped
class ChatAnswers implements SessionAnswers {

    private final ChatService chats;
    private final ExactJson json;

    ChatAnswers(ChatService chats, ExactJson json) {
        this.chats = chats;
        this.json = json;
    }

    @Override
    public Multi<String> answer(Caller.Member member, SessionId session) {
        return chats.stream(member, request(), Optional.of(session))
                .onItem()
                .transformToMulti(Function.identity())
                .map(ModelChunk::text)
                .select()
                .where(text -> !text.isEmpty());
    }

    private ChatRequest request() {
        ObjectNode body = json.object().put("stream", true);
        body.putArray("messages");
        return new ChatRequest(json.raw(body, json.write(body).getBytes(StandardCharsets.UTF_8)));
    }
}
