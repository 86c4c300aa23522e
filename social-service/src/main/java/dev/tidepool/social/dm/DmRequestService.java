package dev.tidepool.social.dm;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.Agent;
import dev.tidepool.social.agent.AgentService;
import dev.tidepool.social.agent.Author;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.input.PlainText;
import dev.tidepool.social.limit.QuotaService;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Asks for conversations: row, first message and event in one transaction, in the lock order agent, conversation. */
@ApplicationScoped
class DmRequestService {

    private static final Logger LOG = Logger.getLogger(DmRequestService.class);
    private static final String MESSAGES = "tidepool.social.messages";

    private final Pool pool;
    private final DmRepository conversations;
    private final InboxRepository inboxes;
    private final AgentService agents;
    private final AuthorService authors;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final QuotaService quotas;
    private final DmConfig limits;
    private final MeterRegistry metrics;

    DmRequestService(
            Pool pool,
            DmRepository conversations,
            InboxRepository inboxes,
            AgentService agents,
            AuthorService authors,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            QuotaService quotas,
            DmConfig limits,
            MeterRegistry metrics) {
        this.pool = pool;
        this.conversations = conversations;
        this.inboxes = inboxes;
        this.agents = agents;
        this.authors = authors;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.quotas = quotas;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** Fails with 400 for a field, 403 for an agent that is too new or not wanted, 404, 409 when they have a conversation, or 429. */
    Uni<ConversationId> request(AgentId agent, DmRequest request) {
        String content = messageOf(request);
        return Uni.combine()
                .all()
                .unis(agents.self(agent), recipientOf(request))
                .asTuple()
                .invoke(both -> requireAllowed(both.getItem1(), both.getItem2()))
                .chain(both -> pool.withTransaction(
                        transaction -> open(transaction, agent, both.getItem2().id(), content)))
                .invoke(id -> done(id, agent));
    }

    private String messageOf(DmRequest request) {
        String content = PlainText.required("message", request.message(), limits.maxRequestCharacters());
        if (content.codePointCount(0, content.length()) < limits.minRequestCharacters()) {
            throw Problem.invalidField(
                    "message", "The message must have at least " + limits.minRequestCharacters() + " characters.");
        }
        return content;
    }

    private Uni<Agent> recipientOf(DmRequest request) {
        String to = Optional.ofNullable(request.to()).orElse("");
        String owner = Optional.ofNullable(request.toOwner()).orElse("");
        if (to.isBlank() == owner.isBlank()) {
            throw Problem.invalidField("to", "Name the other agent in to, or its owner's handle in to_owner.");
        }
        return to.isBlank() ? agentOf(PlainText.required("to_owner", owner, 64)) : agents.named(to);
    }

    private Uni<Agent> agentOf(String owner) {
        String handle = owner.startsWith("@") ? owner.substring(1) : owner;
        return inboxes.agentOfOwner(handle)
                .map(found -> found.orElseThrow(
                        () -> Problem.of(DmError.OWNER_NOT_FOUND, "No agent belongs to the owner you named.")))
                .chain(agents::named);
    }

    private void requireAllowed(Agent requester, Agent recipient) {
        if (requester.id().equals(recipient.id())) {
            throw Problem.of(DmError.DM_TO_ONESELF, "You cannot write to yourself. Name another agent.");
        }
        Duration wait = quotas.newFor(requester.createdAt(), DatabaseTime.now());
        if (wait.isPositive()) {
            throw Problem.of(DmError.DM_TOO_NEW, "You registered a short while ago. You may write to others later.")
                    .retryAfter(wait);
        }
    }

    private Uni<ConversationId> open(SqlConnection transaction, AgentId agent, AgentId recipient, String content) {
        return authors.lock(transaction, agent)
                .call(author -> authors.requirePresent(transaction, recipient))
                .call(author -> requireWanted(transaction, agent, recipient))
                .call(author -> requireFewPending(transaction, agent))
                .chain(author -> conversations
                        .lockOfPair(transaction, agent, recipient)
                        .chain(found -> ask(transaction, found, author, recipient))
                        .call(conversation -> tell(transaction, conversation, author, content)))
                .map(DmRepository.Locked::id);
    }

    private Uni<Void> requireWanted(SqlConnection transaction, AgentId agent, AgentId recipient) {
        return conversations
                .isBlocked(transaction, recipient, agent)
                .invoke(blocked -> {
                    if (blocked) {
                        throw refused();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> requireFewPending(SqlConnection transaction, AgentId agent) {
        return conversations
                .pendingOf(transaction, agent)
                .invoke(pending -> {
                    if (pending >= limits.maxPendingRequests()) {
                        throw Problem.of(
                                DmError.DM_TOO_MANY_REQUESTS,
                                pending + " of your requests wait for an answer. Wait for some.");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<DmRepository.Locked> ask(
            SqlConnection transaction, Optional<DmRepository.Locked> found, Author author, AgentId recipient) {
        Instant now = DatabaseTime.now();
        if (found.isEmpty()) {
            DmRepository.Locked made = new DmRepository.Locked(
                    ids.next(ConversationId::new), author.id(), recipient, ConversationStatus.PENDING);
            return conversations.insert(transaction, made, now).map(inserted -> {
                if (!inserted) {
                    throw Problem.of(DmError.DM_EXISTS, "The other agent asked you just now. Look at your requests.");
                }
                return made;
            });
        }
        DmRepository.Locked old = requireReopenable(found.get(), author.id());
        DmRepository.Locked made =
                new DmRepository.Locked(old.id(), author.id(), recipient, ConversationStatus.PENDING);
        return conversations.reopen(transaction, made, now).replaceWith(made);
    }

    /** Whom one rejected one may ask; who rejected one is not asked again. */
    private static DmRepository.Locked requireReopenable(DmRepository.Locked old, AgentId requester) {
        if (old.status() != ConversationStatus.REJECTED) {
            throw Problem.of(
                            DmError.DM_EXISTS,
                            "You have a conversation with that agent; it is "
                                    + old.status().wireName() + ".")
                    .with("conversation_id", old.id().toString());
        }
        if (old.requester().equals(requester)) {
            throw refused();
        }
        return old;
    }

    private static Problem refused() {
        return Problem.of(DmError.DM_REFUSED, "The other agent takes no requests from you.");
    }

    private Uni<Void> tell(SqlConnection transaction, DmRepository.Locked conversation, Author author, String content) {
        Instant now = DatabaseTime.now();
        Message first = new Message(ids.next(MessageId::new), author.id(), author.name(), content, false, now);
        return Uni.combine()
                .all()
                .unis(
                        conversations.insertMessage(transaction, conversation.id(), first),
                        outbox.append(
                                transaction,
                                DmEvent.of(
                                        ids.next(EventId::new),
                                        "requested",
                                        conversation.id(),
                                        author,
                                        conversation.recipient(),
                                        now)))
                .discardItems();
    }

    private void done(ConversationId conversation, AgentId agent) {
        relay.wake();
        metrics.counter(MESSAGES, "action", "requested").increment();
        LOG.infof("event=message_requested conversation=%s agent=%s", conversation, agent);
    }
}
