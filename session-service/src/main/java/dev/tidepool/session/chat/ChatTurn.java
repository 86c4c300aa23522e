package dev.tidepool.session.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.RawObject;
import dev.tidepool.session.message.Message;
import dev.tidepool.session.message.MessageDraft;
import dev.tidepool.session.model.ModelCall;
import dev.tidepool.session.model.ModelMessage;
import dev.tidepool.session.quota.Reservation;
import dev.tidepool.session.session.Session;
import dev.tidepool.session.session.ThinkingLevel;
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
        List<MessageDraft> said = request.messages().drafts(maxStoredBytes);
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
        SentMessages sent = request.messages();
        RawObject body = sent.after(before(session, history, sent), withoutSession(request.sent()));
        if (request.model().isEmpty()) {
            body = body.with("model", TextNode.valueOf(session.settings().model()));
        }
        ThinkingLevel thinking = session.settings().thinking();
        return thinking == ThinkingLevel.OFF || body.view().has("reasoning_effort")
                ? body
                : body.with("reasoning_effort", TextNode.valueOf(thinking.wireName()));
    }

    /** What the model is to know before the request's own messages. */
    private static List<ObjectNode> before(Session session, List<Message> history, SentMessages sent) {
        Stream<ObjectNode> prompt = session.settings().systemPrompt().stream()
                .map(text -> new ModelMessage("system", text).writeTo(JsonNodeFactory.instance.objectNode()));
        return Stream.concat(prompt, ChatHistory.of(history, sent.firstResults()).stream())
                .toList();
    }

    /** The session's id is ours and of no use to a provider. */
    private static RawObject withoutSession(RawObject body) {
        if (!(body.view().path("metadata") instanceof ObjectNode metadata) || !metadata.has("session_id")) {
            return body;
        }
        ObjectNode others = metadata.deepCopy().without("session_id");
        return others.isEmpty() ? body.without("metadata") : body.with("metadata", others);
    }
}
