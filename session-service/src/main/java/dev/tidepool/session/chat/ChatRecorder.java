package dev.tidepool.session.chat;

import dev.tidepool.session.message.Message;
import dev.tidepool.session.message.MessageDraft;
import dev.tidepool.session.message.MessageService;
import dev.tidepool.session.message.MessageStatus;
import dev.tidepool.session.message.ModelTurns;
import dev.tidepool.session.session.Session;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Stores both sides of a turn in the bound session, once. */
@ApplicationScoped
class ChatRecorder {

    private static final Logger LOG = Logger.getLogger(ChatRecorder.class);

    private final MessageService messages;

    ChatRecorder(MessageService messages) {
        this.messages = messages;
    }

    /** Stores a turn that came to its end. Does nothing without a session, or when the turn was settled before. */
    Uni<Void> complete(ChatTurn turn, Transcript answer) {
        return turn.session().isEmpty() || !answer.settle()
                ? Uni.createFrom().voidItem()
                : store(turn.session().get(), turn, answer, MessageStatus.COMPLETE);
    }

    /** Stores a turn in a session together with something else; the answer as it is stored. */
    Uni<Message> complete(ChatTurn turn, Transcript answer, ModelTurns.Along along) {
        Session session = turn.session().orElseThrow();
        turn.reservation().use();
        return messages.appendTurn(
                        session.organization(), session.id(), drafts(turn, answer, MessageStatus.COMPLETE), along)
                .map(List::getLast);
    }

    /** Stores what there is of a turn that broke off; never fails. Nothing is stored of an answer that never began. */
    Uni<Void> partial(ChatTurn turn, Transcript answer) {
        if (turn.session().isEmpty() || !answer.settle() || answer.isEmpty()) {
            turn.reservation().release();
            return Uni.createFrom().voidItem();
        }
        Session session = turn.session().get();
        return store(session, turn, answer, MessageStatus.PARTIAL)
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("event=partial_answer_lost session=%s reason=%s", session.id(), failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> store(Session session, ChatTurn turn, Transcript answer, MessageStatus status) {
        turn.reservation().use();
        return messages.appendTurn(session.organization(), session.id(), drafts(turn, answer, status))
                .replaceWithVoid();
    }

    private static List<MessageDraft> drafts(ChatTurn turn, Transcript answer, MessageStatus status) {
        List<MessageDraft> drafts = new ArrayList<>(turn.said());
        drafts.add(answer.draft(turn.call().model(), status));
        return drafts;
    }
}
