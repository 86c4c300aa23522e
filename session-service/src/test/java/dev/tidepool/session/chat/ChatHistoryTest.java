package dev.tidepool.session.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.session.message.Message;
import dev.tidepool.session.message.MessageDraft;
import dev.tidepool.session.message.MessageId;
import dev.tidepool.session.message.MessageRole;
import dev.tidepool.session.message.ToolCall;
import dev.tidepool.session.message.ToolUse;
import dev.tidepool.session.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChatHistoryTest {

    private static final String CALLS_A =
            "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"tide\",\"arguments\":\"{}\"}}]}";
    private static final String A_GAVE = "{\"role\":\"tool\",\"content\":\"of a\",\"tool_call_id\":\"a\"}";
    private static final String USER = "{\"role\":\"user\",\"content\":\"hi\"}";

    @Test
    void tellsACallAndItsResult() {
        assertThat(told(List.of(), said(), calls("", "a"), result("a"))).containsExactly(USER, CALLS_A, A_GAVE);
    }

    @Test
    void aResultComesRightAfterItsCallWhateverWasSaidBetween() {
        assertThat(told(List.of(), calls("", "a"), said(), result("a"))).containsExactly(CALLS_A, A_GAVE, USER);
    }

    @Test
    void aCutThatLostTheCallLosesItsResultToo() {
        assertThat(told(List.of(), result("a"), said())).containsExactly(USER);
    }

    @Test
    void aCallThatNobodyAnsweredIsNotTold() {
        assertThat(told(List.of(), calls("", "a"), said())).containsExactly(USER);
        assertThat(told(List.of(), calls("I look.", "a"), said()))
                .containsExactly("{\"role\":\"assistant\",\"content\":\"I look.\"}", USER);
    }

    @Test
    void ofSeveralCallsTheAnsweredOnesAreTold() {
        assertThat(told(List.of(), calls("", "a", "b"), result("a"))).containsExactly(CALLS_A, A_GAVE);
    }

    @Test
    void callsThatTheRequestAnswersComeLast() {
        assertThat(told(List.of("a"), calls("", "a"), said())).containsExactly(USER, CALLS_A);
        assertThat(told(List.of("b"), calls("", "a", "b"), said(), result("a")))
                .satisfies(all -> assertThat(all.getFirst()).isEqualTo(USER))
                .satisfies(all -> assertThat(all.getLast()).isEqualTo(A_GAVE))
                .hasSize(3);
    }

    @Test
    void anIdThatComesAgainNamesTheLatestCall() {
        assertThat(told(List.of("a"), calls("", "a"), result("a"), said(), calls("", "a")))
                .containsExactly(CALLS_A, A_GAVE, USER, CALLS_A);
    }

    @Test
    void aToolWithoutACallIsNotTold() {
        assertThat(told(List.of("x"), MessageDraft.said(MessageRole.TOOL, "from nowhere"), said()))
                .containsExactly(USER);
    }

    private static List<String> told(List<String> results, MessageDraft... history) {
        List<Message> messages = Stream.of(history)
                .map(draft -> new Message(
                        new MessageId(UUID.randomUUID()), new SessionId(UUID.randomUUID()), 1, draft, Instant.EPOCH))
                .toList();
        return ChatHistory.of(messages, results).stream()
                .map(ObjectNode::toString)
                .toList();
    }

    private static MessageDraft said() {
        return MessageDraft.said(MessageRole.USER, "hi");
    }

    private static MessageDraft calls(String text, String... ids) {
        List<ToolCall> calls =
                Stream.of(ids).map(id -> new ToolCall(id, "tide", "{}")).toList();
        return MessageDraft.said(MessageRole.ASSISTANT, text).withTools(ToolUse.of(calls));
    }

    private static MessageDraft result(String id) {
        return MessageDraft.said(MessageRole.TOOL, "of " + id).withTools(new ToolUse.Result(id));
    }
}
