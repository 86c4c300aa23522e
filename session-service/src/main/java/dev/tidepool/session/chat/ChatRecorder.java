package dev.tidepool.session.chat;

import dev.tidepool.session.message.Message;
import dev.tidepool.session.message.MessageDraft;
import dev.tidepool.session.message.MessageService;
import dev.tidepool.session.message.MessageStatus;
import dev.tidepool.session.message.ModelTurns;
import dev.tidepool.session.session.Session;
import dev.tidepool.session.shutdown.LastingWork;
import dev.tidepool.session.usage.TokenCount;
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
    private final LastingWork lasting;

    ChatRecorder(MessageService messages, TokenUseRecorder uses, LastingWork lasting) {
        this.messages = messages;
        this.uses = uses;
        this.lasting = lasting;
    }

    /**
     * Stores a turn that came to its end, also when its reader goes away meanwhile. Does nothing when the turn was settled before.
     */
    Uni<Void> complete(ChatTurn turn, Transcript answer) {
        return answer.settle()
                ? stored(turn, count(turn, answer).chain(() -> store(turn, answer, MessageStatus.COMPLETE)))
                : Uni.createFrom().voidItem();
    }

    /** Stores a turn in a session together with something else; the answer as it is stored. */
    Uni<Message> complete(ChatTurn turn, Transcript answer, ModelTurns.Along along) {
        Session session = turn.session().orElseThrow();
        List<MessageDraft> drafts = drafts(turn, answer, MessageStatus.COMPLETE);
        return stored(
                turn,
                count(turn, answer)
                        .chain(() -> messages.appendTurn(session.organization(), session.id(), drafts, along))
                        .map(List::getLast));
    }

    private <T> Uni<T> stored(ChatTurn turn, Uni<T> storing) {
        return lasting.toItsEnd(turn.reservation()
                .useFor(storing)
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("event=answer_lost session=%s reason=%s", turn.sessionName(), failure.toString())));
    }

    /** Counts what a model was asked that nobody heard the answer of; never fails. Its provider bills that all the same. */
    Uni<Void> unheard(ChatTurn turn) {
        turn.reservation().release();
        return lasting.toItsEnd(
                record(turn, TokenCount.estimated(turn.call().request().length(), 0)));
    }

    /** Stores what there is of a turn that broke off; never fails. No message is stored of an answer that never began. */
    Uni<Void> partial(ChatTurn turn, Transcript answer) {
        if (!answer.settle()) {
            return Uni.createFrom().voidItem();
        }
        if (answer.isEmpty()) {
            turn.reservation().release();
            return lasting.toItsEnd(count(turn, answer));
        }
        return stored(turn, count(turn, answer).chain(() -> store(turn, answer, MessageStatus.PARTIAL)))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> count(ChatTurn turn, Transcript answer) {
        return record(turn, answer.count(turn.call().request().length()));
    }

    private Uni<Void> record(ChatTurn turn, TokenCount count) {
        return uses.record(turn.member(), turn.call().model(), turn.session().map(Session::id), count);
    }

    private Uni<Void> store(ChatTurn turn, Transcript answer, MessageStatus status) {
        if (turn.session().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Session session = turn.session().get();
        return messages.appendTurn(session.organization(), session.id(), drafts(turn, answer, status))
                .replaceWithVoid();
    }

    private static List<MessageDraft> drafts(ChatTurn turn, Transcript answer, MessageStatus status) {
        List<MessageDraft> drafts = new ArrayList<>(turn.said());
        drafts.add(answer.draft(turn.call().model(), status));
        return drafts;
    }
}
