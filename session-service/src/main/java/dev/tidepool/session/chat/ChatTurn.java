package dev.tidepool.session.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
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

/**
 * A chat request made ready: what the model is sent, and what is stored beside its answer. Pure.
 *
 * @param said the request's own messages as they will be stored; empty when no session is bound
 * @param reservation of what will be stored
 */
record ChatTurn(
        ChatRequest request,
        Optional<Session> session,
        ModelCall call,
        List<MessageDraft> said,
        Reservation reservation) {

    /** Without a session: the request as it is. @throws Problem 400 when it names no model */
    static ChatTurn alone(ChatRequest request) {
        if (request.model().isEmpty()) {
            throw Problem.invalidField("model", "model must be the name of a model.");
        }
        return new ChatTurn(request, Optional.empty(), new ModelCall(request.body()), List.of(), Reservation.none());
    }

    /** With a session's prompt and history put before the request's messages. @throws Problem 400 or 409 */
    static ChatTurn within(Session session, List<Message> history, ChatRequest request, int maxStoredBytes) {
        session.state().requireOpen();
        List<MessageDraft> said = request.messages().stream()
                .flatMap(message -> draft(message, maxStoredBytes).stream())
                .toList();
        ModelCall call = new ModelCall(body(session, history, request));
        return new ChatTurn(request, Optional.of(session), call, said, Reservation.none());
    }

    /** Messages that its end will store, the answer included. */
    int messages() {
        return session.isEmpty() ? 0 : said.size() + 1;
    }

    ChatTurn with(Reservation reserved) {
        return new ChatTurn(request, session, call, said, reserved);
    }

    private static ObjectNode body(Session session, List<Message> history, ChatRequest request) {
        ObjectNode body = request.body().deepCopy();
        if (request.model().isEmpty()) {
            body.put("model", session.settings().model());
        }
        if (session.settings().thinking() != ThinkingLevel.OFF && !body.has("reasoning_effort")) {
            body.put("reasoning_effort", session.settings().thinking().wireName());
        }
        removeSession(body);
        ArrayNode messages = body.putArray("messages");
        session.settings()
                .systemPrompt()
                .ifPresent(prompt -> new ModelMessage("system", prompt).writeTo(messages.addObject()));
        history.stream()
                .map(Message::draft)
                .filter(ChatTurn::canBeRepeated)
                .forEach(draft ->
                        new ModelMessage(draft.role().wireName(), draft.content()).writeTo(messages.addObject()));
        request.body().path("messages").forEach(messages::add);
        return body;
    }

    /** A tool's result without the call it answers is refused by providers; an empty answer says nothing. */
    private static boolean canBeRepeated(MessageDraft draft) {
        return draft.role() != MessageRole.TOOL && !draft.content().isEmpty();
    }

    /** The session's id is ours and of no use to a provider. */
    private static void removeSession(ObjectNode body) {
        if (body.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("session_id");
            if (metadata.isEmpty()) {
                body.remove("metadata");
            }
        }
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
