package dev.tidepool.social.dm;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.Author;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.input.PlainText;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Answers requests and sends messages: row, counter and event in one transaction, in the lock order agent, conversation. */
@ApplicationScoped
class DmService {

    private static final Logger LOG = Logger.getLogger(DmService.class);
    private static final String MESSAGES = "tidepool.social.messages";

    private final Pool pool;
    private final DmRepository conversations;
    private final AuthorService authors;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final DmConfig limits;
    private final MeterRegistry metrics;

    DmService(
            Pool pool,
            DmRepository conversations,
            AuthorService authors,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            DmConfig limits,
            MeterRegistry metrics) {
        this.pool = pool;
        this.conversations = conversations;
        this.authors = authors;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** Fails with 404 when there is no such request to the agent or the other has left, 409 when it was answered. */
    Uni<Void> approve(AgentId agent, ConversationId id) {
        return answer(agent, id, ConversationStatus.APPROVED, false);
    }

    /** Fails with 404 when there is no such request to the agent, 409 when it was answered. */
    Uni<Void> reject(AgentId agent, ConversationId id, boolean blocking) {
        return answer(agent, id, ConversationStatus.REJECTED, blocking);
    }

    private Uni<Void> answer(AgentId agent, ConversationId id, ConversationStatus answer, boolean blocking) {
        return pool.withTransaction(transaction -> authors.lock(transaction, agent)
                        .chain(author -> conversations
                                .lock(transaction, id, agent)
                                .map(found -> requireRequest(found, agent, id))
                                .call(locked -> answer == ConversationStatus.APPROVED
                                        ? authors.requirePresent(transaction, locked.other(agent))
                                        : Uni.createFrom().voidItem())
                                .call(locked -> conversations.putStatus(transaction, id, answer))
                                .call(locked -> block(transaction, locked, blocking))
                                .call(locked -> tell(transaction, answer.wireName(), locked, author))))
                .invoke(() -> done(answer.wireName(), id, agent))
                .replaceWithVoid();
    }

    private static DmRepository.Locked requireRequest(
            Optional<DmRepository.Locked> found, AgentId agent, ConversationId id) {
        DmRepository.Locked request = found.filter(locked -> locked.recipient().equals(agent))
                .orElseThrow(() -> Problem.notFound(DmError.CONVERSATION_NOT_FOUND, id));
        if (request.status() != ConversationStatus.PENDING) {
            throw Problem.of(
                    DmError.DM_NOT_PENDING, "The request is " + request.status().wireName() + " already.");
        }
        return request;
    }

    private Uni<Void> block(SqlConnection transaction, DmRepository.Locked request, boolean blocking) {
        return blocking
                ? conversations.block(transaction, request.recipient(), request.requester(), DatabaseTime.now())
                : Uni.createFrom().voidItem();
    }

    /** Fails with 400 for the text, 404 for the conversation or when the other has left, 403 while it is not approved. */
    Uni<Message> send(AgentId agent, ConversationId id, DmMessage request) {
        String content = PlainText.required("message", request.message(), limits.maxMessageCharacters());
        return pool.withTransaction(transaction -> authors.lock(transaction, agent)
                        .chain(author -> conversations
                                .lock(transaction, id, agent)
                                .map(found -> requireApproved(found, id))
                                .call(locked -> authors.requirePresent(transaction, locked.other(agent)))
                                .chain(locked -> store(
                                        transaction,
                                        locked,
                                        author,
                                        messageOf(author, content, request.needsHuman())))))
                .invoke(() -> done("sent", id, agent));
    }

    private static DmRepository.Locked requireApproved(Optional<DmRepository.Locked> found, ConversationId id) {
        DmRepository.Locked locked = found.orElseThrow(() -> Problem.notFound(DmError.CONVERSATION_NOT_FOUND, id));
        if (locked.status() != ConversationStatus.APPROVED) {
            throw Problem.of(
                    DmError.DM_NOT_APPROVED,
                    "The conversation is " + locked.status().wireName() + ". Only an approved one takes messages.");
        }
        return locked;
    }

    private Message messageOf(Author author, String content, boolean needsHuman) {
        return new Message(
                ids.next(MessageId::new), author.id(), author.name(), content, needsHuman, DatabaseTime.now());
    }

    private Uni<Message> store(
            SqlConnection transaction, DmRepository.Locked conversation, Author author, Message message) {
        return conversations
                .insertMessage(transaction, conversation.id(), message)
                .chain(() -> conversations.countMessage(transaction, conversation.id(), message))
                .chain(() -> tell(transaction, "sent", conversation, author))
                .replaceWith(message);
    }

    private Uni<Void> tell(SqlConnection transaction, String what, DmRepository.Locked conversation, Author author) {
        return outbox.append(
                transaction,
                DmEvent.of(
                        ids.next(EventId::new),
                        what,
                        conversation.id(),
                        author,
                        conversation.other(author.id()),
                        DatabaseTime.now()));
    }

    private void done(String action, ConversationId conversation, AgentId agent) {
        relay.wake();
        metrics.counter(MESSAGES, "action", action).increment();
        LOG.infof("event=message_%s conversation=%s agent=%s", action, conversation, agent);
    }
}
