package dev.tidepool.session.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.message.Message;
import dev.tidepool.session.message.ModelTurns;
import dev.tidepool.session.model.ModelMessage;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;

/** Turns of sessions for the service's own features: a chat request that is nobody's. */
@ApplicationScoped
class ChatTurns implements ModelTurns {

    private final ChatService chats;
    private final ExactJson json;

    ChatTurns(ChatService chats, ExactJson json) {
        this.chats = chats;
        this.json = json;
    }

    @Override
    public Uni<Message> answer(Caller.Member member, SessionId session, String said, String key, Along along) {
        ObjectNode body = json.object();
        new ModelMessage("user", said).writeTo(body.putArray("messages").addObject());
        byte[] sent = json.write(body).getBytes(StandardCharsets.UTF_8);
        return chats.answerAlong(member, new ChatRequest(json.raw(body, sent)), session, key, along);
    }
}
