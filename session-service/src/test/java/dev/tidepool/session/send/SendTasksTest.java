package dev.tidepool.session.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.session.message.Message;
import dev.tidepool.session.message.MessageDraft;
import dev.tidepool.session.message.MessageId;
import dev.tidepool.session.message.MessageRole;
import dev.tidepool.session.session.SessionId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SendTasksTest {

    private final SessionId listener = new SessionId(UUID.randomUUID());

    @Test
    void anAnswerOfSkipAloneEndsTheExchange() {
        JsonObject first = SendTasks.with(SendTasks.none(), listener, answer("I say REPLY_SKIP"));
        assertThat(first.getBoolean("skipped")).isFalse();
        JsonObject second = SendTasks.with(first, listener, answer(" REPLY_SKIP\n"));
        assertThat(second.getBoolean("skipped")).isTrue();
        assertThat(second.getJsonArray("replies")).hasSize(2);
        assertThat(second.getString("reply")).isEqualTo("I say REPLY_SKIP");
    }

    private Message answer(String text) {
        return new Message(
                new MessageId(UUID.randomUUID()),
                listener,
                1,
                MessageDraft.said(MessageRole.ASSISTANT, text),
                Instant.now());
    }
}
