package dev.tidepool.session.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.RawObject;
import dev.tidepool.session.message.Message;
import dev.tidepool.session.message.MessageDraft;
import dev.tidepool.session.message.MessageRole;
import dev.tidepool.session.model.ModelCall;
import dev.tidepool.session.model.ModelMessage;
import dev.tidepool.session.quota.Reservation;
import dev.tidepool.session.session.Session;
import dev.tidepool.session.session.ThinkingLevel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A chat request made ready: what the model is sent, and what is stored beside its answer. Pure.
 *
 * @param member who asks
 * @param said the request's own messages as they will be stored; empty when no session is bound
 * @param reservation of what will be stored
 */
record ChatTurn(
        Caller.Member member,
        ChatRequest request,
        Optional<Session> session,
        ModelCall call,
        List<MessageDraft> said,
        Reservation reservation) {

    /** Without a session: the request as it is. @throws Problem 400 when it names no model */
    static ChatTurn alone(Caller.Member member, ChatRequest request) {
        if (request.model().isEmpty()) {
            throw Problem.invalidField("model", "model must be the name of a model.");
        }
        ModelCall call = new ModelCall(request.sent(), member.organization(), Optional.empty());
        return new ChatTurn(member, request, Optional.empty(), call, List.of(), Reservation.none());
    }

    /** With a session's prompt and history put before the request's messages. @throws Problem 400 or 409 */
    static ChatTurn within(
            Caller.Member member, Session session, List<Message> history, ChatRequest request, int maxStoredBytes) {
        session.state().requireOpen();
        List<MessageDraft> said = request.messages().stream()
                .flatMap(message -> draft(message, maxStoredBytes).stream())
                .toList();
        ModelCall call = new ModelCall(
                body(session, history, request),
                session.organization(),
                Optional.of(session.id().toString()));
        return new ChatTurn(member, request, Optional.of(session), call, said, Reservation.none());
    }

    /** Messages that its end will store, the answer included. */
    int messages() {
        return session.isEmpty() ? 0 : said.size() + 1;
    }

    /** For the log. */
    String sessionName() {
        return session.map(bound -> bound.id().toString()).orElse("-");
    }

    ChatTurn with(Reservation reserved) {
        return new ChatTurn(member, request, session, call, said, reserved);
    }

    private static RawObject body(Session session, List<Message> history, ChatRequest request) {
        RawObject body = withoutSession(request.sent()).prepended("messages", before(session, history));
        if (request.model().isEmpty()) {
            body = body.with("model", TextNode.valueOf(session.settings().model()));
        }
        ThinkingLevel thinking = session.settings().thinking();
        return thinking == ThinkingLevel.OFF || body.view().has("reasoning_effort")
                ? body
                : body.with("reasoning_effort", TextNode.valueOf(thinking.wireName()));
    }

    /** What the model is to know before the request's own messages. */
    private static List<ObjectNode> before(Session session, List<Message> history) {
        Stream<ModelMessage> prompt =
                session.settings().systemPrompt().stream().map(text -> new ModelMessage("system", text));
        Stream<ModelMessage> earlier = history.stream()
                .map(Message::draft)
                .filter(ChatTurn::canBeRepeated)
                .map(draft -> new ModelMessage(draft.role().wireName(), draft.content()));
        return Stream.concat(prompt, earlier)
                .map(message -> message.writeTo(JsonNodeFactory.instance.objectNode()))
                .toList();
    }

    /** A tool's result without the call it answers is refused by providers; an empty answer says nothing. */
    private static boolean canBeRepeated(MessageDraft draft) {
        return draft.role() != MessageRole.TOOL && !draft.content().isEmpty();
    }

    /** The session's id is ours and of no use to a provider. */
    private static RawObject withoutSession(RawObject body) {
        if (!(body.view().path("metadata") instanceof ObjectNode metadata) || !metadata.has("session_id")) {
            return body;
        }
        ObjectNode others = metadata.deepCopy().without("session_id");
        return others.isEmpty() ? body.without("metadata") : body.with("metadata", others);
    }

    /** Instructions are for this call only; what was said is kept. */
    private static Optional<MessageDraft> draft(ModelMessage message, int maxBytes) {
        if (message.text().getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw Problem.invalidField(
                    "messages", "A message of a chat in a session must be at most " + maxBytes + " bytes.");
        }
        return switch (message.role()) {
            case "user" -> Optional.of(MessageDraft.said(MessageRole.USER, message.text()));
            case "assistant" -> Optional.of(MessageDraft.said(MessageRole.ASSISTANT, message.text()));
            case "tool", "function" -> Optional.of(MessageDraft.said(MessageRole.TOOL, message.text()));
            default -> Optional.empty();
        };
    }
}
