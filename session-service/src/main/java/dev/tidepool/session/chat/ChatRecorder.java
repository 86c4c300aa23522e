package dev.tidepool.session.chat;

import dev.tidepool.kernel.loop.Unstoppable;
import dev.tidepool.session.message.Message;
import dev.tidepool.session.message.MessageDraft;
import dev.tidepool.session.message.MessageService;
import dev.tidepool.session.message.MessageStatus;
import dev.tidepool.session.message.ModelTurns;
import dev.tidepool.session.session.Session;
import dev.tidepool.session.usage.TokenUseRecorder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Stores both sides of a turn in the bound session, and what it used, once. */
@ApplicationScoped
class ChatRecorder {

    private static final Logger LOG = Logger.getLogger(ChatRecorder.class);

    private final MessageService messages;
    private final TokenUseRecorder uses;

    ChatRecorder(MessageService messages, TokenUseRecorder uses) {
        this.messages = messages;
        this.uses = uses;
    }

    /** Stores a turn that came to its end, even if its client leaves now. Does nothing when the turn was settled before. */
    Uni<Void> complete(ChatTurn turn, Transcript answer) {
        if (!answer.settle()) {
            return Uni.createFrom().voidItem();
        }
        // From here on nobody who leaves may free what is being stored.
        turn.reservation().use();
        return Unstoppable.of(count(turn, answer).chain(() -> store(turn, answer, MessageStatus.COMPLETE)));
    }

    /** Stores a turn in a session together with something else; the answer as it is stored. */
    Uni<Message> complete(ChatTurn turn, Transcript answer, ModelTurns.Along along) {
        Session session = turn.session().orElseThrow();
        List<MessageDraft> drafts = drafts(turn, answer, MessageStatus.COMPLETE);
        return count(turn, answer)
                .invoke(turn.reservation()::use)
                .chain(() -> messages.appendTurn(session.organization(), session.id(), drafts, along))
                .map(List::getLast);
    }

    /** Stores what there is of a turn that broke off; never fails. No message is stored of an answer that never began. */
    Uni<Void> partial(ChatTurn turn, Transcript answer) {
        if (!answer.settle()) {
            return Uni.createFrom().voidItem();
        }
        if (answer.isEmpty()) {
            turn.reservation().release();
            return count(turn, answer);
        }
        return Unstoppable.of(count(turn, answer).chain(() -> store(turn, answer, MessageStatus.PARTIAL)))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "event=partial_answer_lost session=%s reason=%s", turn.sessionName(), failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> count(ChatTurn turn, Transcript answer) {
        return uses.record(
                turn.member(),
                turn.call().model(),
                turn.session().map(Session::id),
                answer.count(turn.call().request().length()));
    }

    private Uni<Void> store(ChatTurn turn, Transcript answer, MessageStatus status) {
        if (turn.session().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Session session = turn.session().get();
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
