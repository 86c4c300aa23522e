package dev.tidepool.session.message;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.quota.MessageQuota;
import dev.tidepool.session.quota.QuotaError;
import dev.tidepool.session.quota.Reservation;
import dev.tidepool.session.session.Session;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.session.SessionService;
import dev.tidepool.session.shutdown.LastingWork;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Appends messages and reads them back. A session's row lock makes one order of all its writers. */
@ApplicationScoped
public class MessageService {

    private final TenantDatabase database;
    private final SessionService sessions;
    private final MessageRepository messages;
    private final MessageEvents events;
    private final AppendQueue queue;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final MessageQuota quota;
    private final MessageConfig config;
    private final LastingWork lasting;

    MessageService(
            TenantDatabase database,
            SessionService sessions,
            MessageRepository messages,
            MessageEvents events,
            AppendQueue queue,
            OutboxRelay relay,
            Uuid7Generator ids,
            MessageQuota quota,
            MessageConfig config,
            LastingWork lasting) {
        this.database = database;
        this.sessions = sessions;
        this.messages = messages;
        this.events = events;
        this.queue = queue;
        this.relay = relay;
        this.ids = ids;
        this.quota = quota;
        this.config = config;
        this.lasting = lasting;
    }

    /** What became of an append. */
    sealed interface Appended {
        Message message();

        record Stored(Message message) implements Appended {}

        /** An earlier append with the same key stored it. */
        record Repeated(Message message) implements Appended {}
    }

    /**
     * Fails with 403 when the month's messages are used, 404 for an unknown session, 409 for one that ended or a key used for
     * something else.
     */
    Uni<Appended> append(Caller.Member member, SessionId session, MessageDraft draft) {
        return reserved(
                member,
                session,
                draft,
                reservation -> queued(member, session, draft, reservation)
                        .chain(stored -> stored.isPresent()
                                ? Uni.createFrom().item(new Appended.Stored(stored.get()))
                                : append(
                                        reservation,
                                        member,
                                        session,
                                        draft,
                                        (transaction, message) ->
                                                Uni.createFrom().voidItem())));
    }

    /** Nothing when the message needs a closer look. Calls and their results are rare: they have no place in the queue. */
    private Uni<Optional<Message>> queued(
            Caller.Member member, SessionId session, MessageDraft draft, Reservation reservation) {
        return draft.tools() instanceof ToolUse.None
                ? queue.append(member.organization(), session, draft, reservation::use)
                : Uni.createFrom().item(Optional.empty());
    }

    /** The same, and in the same transaction what follows from a message that was not there before. */
    Uni<Appended> append(
            Caller.Member member,
            SessionId session,
            MessageDraft draft,
            BiFunction<SqlConnection, Message, Uni<Void>> also) {
        return reserved(member, session, draft, reservation -> append(reservation, member, session, draft, also));
    }

    /** Whether or not its caller still waits: what was reserved is used exactly if it is stored. */
    private Uni<Appended> reserved(
            Caller.Member member, SessionId session, MessageDraft draft, Function<Reservation, Uni<Appended>> work) {
        return quota.reserve(member, 1)
                // Whether or not its caller still waits: what was reserved is used exactly if it is stored.
                .chain(reservation ->
                        lasting.toItsEnd(work.apply(reservation).onTermination().invoke(reservation::release)))
                .onFailure(MessageService::isExceeded)
                .recoverWithUni(exceeded -> repeatOrFail(member.organization(), session, draft, exceeded));
    }

    private Uni<Appended> append(
            Reservation reservation,
            Caller.Member member,
            SessionId session,
            MessageDraft draft,
            BiFunction<SqlConnection, Message, Uni<Void>> also) {
        return inSession(
                        member.organization(),
                        session,
                        (transaction, locked) -> append(transaction, locked, draft, also))
                .invoke(appended -> settle(reservation, appended))
                .invoke(relay::wake);
    }

    private <T> Uni<T> inSession(
            OrganizationId organization, SessionId session, BiFunction<SqlConnection, Session, Uni<T>> work) {
        return database.inTransaction(
                        organization,
                        transaction -> sessions.lock(transaction, organization, session)
                                .chain(locked -> work.apply(transaction, locked)))
                .call(() -> sessions.forget(organization, Set.of(session)));
    }

    private static void settle(Reservation reservation, Appended appended) {
        if (appended instanceof Appended.Stored) {
            reservation.use();
        }
    }

    private static boolean isExceeded(Throwable failure) {
        return failure instanceof Problem problem && problem.code() == QuotaError.QUOTA_EXCEEDED;
    }

    /** What was acknowledged before stays so, whatever is used since. */
    private Uni<Appended> repeatOrFail(
            OrganizationId organization, SessionId session, MessageDraft draft, Throwable exceeded) {
        return inSession(organization, session, (transaction, locked) -> earlier(transaction, locked, draft))
                .chain(earlier -> earlier.isPresent()
                        ? Uni.createFrom().item(() -> repeated(earlier.get(), draft))
                        : Uni.createFrom().failure(exceeded));
    }

    /** A repeat is answered even after the session ended: the first attempt was acknowledged before. */
    private Uni<Appended> append(
            SqlConnection transaction,
            Session locked,
            MessageDraft draft,
            BiFunction<SqlConnection, Message, Uni<Void>> also) {
        return earlier(transaction, locked, draft)
                .chain(earlier -> earlier.isPresent()
                        ? Uni.createFrom().item(repeated(earlier.get(), draft))
                        : store(transaction, locked, draft).call(stored -> also.apply(transaction, stored.message())));
    }

    private Uni<Optional<Message>> earlier(SqlConnection transaction, Session locked, MessageDraft draft) {
        return draft.idempotencyKey().isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : messages.findByKey(transaction, locked, draft.idempotencyKey().get());
    }

    private static Appended repeated(Message earlier, MessageDraft draft) {
        if (!earlier.draft().equals(draft)) {
            throw Problem.of(
                    MessageError.IDEMPOTENCY_KEY_REUSED,
                    "The key belongs to message " + earlier.id() + ", which has another role or content.");
        }
        return new Appended.Repeated(earlier);
    }

    private Uni<Appended> store(SqlConnection transaction, Session locked, MessageDraft draft) {
        locked.state().requireOpen();
        return storeAll(transaction, locked, List.of(draft)).map(stored -> new Appended.Stored(stored.getFirst()));
    }

    /**
     * Stores the messages of a turn next to each other. The turn began while the session was active, so it is kept even if
     * the session ended meanwhile, and their place in the quota was reserved; fails with 404 if it was deleted.
     */
    public Uni<List<Message>> appendTurn(OrganizationId organization, SessionId session, List<MessageDraft> drafts) {
        return inSession(organization, session, (transaction, locked) -> storeAll(transaction, locked, drafts))
                .invoke(relay::wake);
    }

    /** The same, and more in the same transaction; the last message is the answer. */
    public Uni<List<Message>> appendTurn(
            OrganizationId organization, SessionId session, List<MessageDraft> drafts, ModelTurns.Along along) {
        return inSession(
                        organization,
                        session,
                        (transaction, locked) -> storeAll(transaction, locked, drafts)
                                .call(stored -> along.store(transaction, stored.getLast())))
                .invoke(relay::wake);
    }

    private Uni<List<Message>> storeAll(SqlConnection transaction, Session locked, List<MessageDraft> drafts) {
        Instant now = SessionService.notBefore(locked.updatedAt());
        List<Message> placed = IntStream.range(0, drafts.size())
                .mapToObj(at -> new Message(
                        ids.next(MessageId::new), locked.id(), locked.messageCount() + 1 + at, drafts.get(at), now))
                .toList();
        return messages.insertAll(transaction, locked.organization(), placed)
                .chain(() -> events.appendAll(transaction, locked.organization(), placed))
                .chain(() -> sessions.advance(transaction, locked, placed.size(), now))
                .replaceWith(placed);
    }

    Uni<Page<Message>> list(
            OrganizationId organization, SessionId session, MessageOrder order, long beyond, PageLimit limit) {
        return sessions.find(organization, session)
                .chain(found -> read(found, order, beyond, limit.value(), config.pageBytes()));
    }

    /** The newest messages of a session, oldest first; as many as a page may weigh. */
    public Uni<List<Message>> recent(Session session, int count) {
        return recent(session, count, config.pageBytes());
    }

    /** @param bytes so many, and the message that passes them */
    public Uni<List<Message>> recent(Session session, int count, long bytes) {
        return read(session, MessageOrder.NEWEST_FIRST, MessageOrder.NEWEST_FIRST.start(), count, bytes)
                .map(page -> page.items().reversed());
    }

    /** The messages that follow a sequence number, oldest first; as many as a page may weigh. */
    public Uni<Page<Message>> after(SqlConnection transaction, Session session, long sequence, int count) {
        return messages.list(transaction, session, MessageOrder.OLDEST_FIRST, sequence, count, config.pageBytes());
    }

    private Uni<Page<Message>> read(Session session, MessageOrder order, long beyond, int limit, long bytes) {
        return database.inTransaction(
                session.organization(),
                transaction -> messages.list(transaction, session, order, beyond, limit, bytes));
    }
}
