package dev.tidepool.session.session;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.quota.SessionQuota;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** The life of sessions. A session of another organisation does not exist here. */
@ApplicationScoped
public class SessionService {

    private final TenantDatabase database;
    private final SessionRepository sessions;
    private final SessionEvents events;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final SessionMetrics metrics;
    private final SessionConfig config;
    private final SessionQuota quota;
    private final SessionCache cache;

    SessionService(
            TenantDatabase database,
            SessionRepository sessions,
            SessionEvents events,
            OutboxRelay relay,
            Uuid7Generator ids,
            SessionMetrics metrics,
            SessionConfig config,
            SessionQuota quota,
            SessionCache cache) {
        this.database = database;
        this.sessions = sessions;
        this.events = events;
        this.relay = relay;
        this.ids = ids;
        this.metrics = metrics;
        this.config = config;
        this.quota = quota;
        this.cache = cache;
    }

    /** Fails with 403 when the organisation's tier allows no more of them. */
    Uni<Session> create(Caller.Member member, SessionSettings settings, Duration ttl) {
        Session session = Session.begin(
                ids.next(SessionId::new), member.organization(), settings, ttl, config.idleAfter(), DatabaseTime.now());
        JsonObject told = new JsonObject()
                .put("channel", settings.channel())
                .put("expiresAt", session.expiresAt().toString());
        return database.inTransaction(
                        member.organization(),
                        transaction -> quota.take(transaction, member, session.createdAt())
                                .chain(() -> sessions.insert(transaction, session, member.subject()))
                                .chain(() -> tell(transaction, "session:created", session, told)))
                .invoke(() -> {
                    relay.wake();
                    metrics.created(member.tier());
                })
                .replaceWith(session);
    }

    /** A session for what the service does by itself, with nothing chosen but its channel. */
    public Uni<Session> createForService(Caller.Member member, String channel) {
        SessionSettings settings = new SessionSettings(
                channel, "tidepool-offline", ThinkingLevel.OFF, Optional.empty(), new JsonObject(), Optional.empty());
        return create(member, settings, config.defaultTtl());
    }

    /** Fails with 404 {@link SessionError#SESSION_NOT_FOUND} when the organisation has no such session. */
    public Uni<Session> find(OrganizationId organization, SessionId id) {
        return cache.read(
                        organization,
                        id,
                        () -> database.inTransaction(
                                organization, transaction -> sessions.find(transaction, organization, id)))
                .map(found -> present(found, id));
    }

    /** The same within a transaction, and from the database. */
    public Uni<Session> find(SqlConnection transaction, OrganizationId organization, SessionId id) {
        return sessions.find(transaction, organization, id).map(found -> present(found, id));
    }

    Uni<Page<Session>> list(
            OrganizationId organization, SessionFilter filter, Optional<SessionId> before, PageLimit limit) {
        Instant now = DatabaseTime.now();
        return database.inTransaction(
                        organization,
                        transaction -> sessions.list(transaction, organization, filter, now, before, limit.plusOne()))
                .map(found ->
                        Page.of(found.stream().map(session -> session.at(now)).toList(), limit));
    }

    Uni<SessionStats> count(OrganizationId organization) {
        return database.inTransaction(
                organization, transaction -> sessions.count(transaction, organization, DatabaseTime.now()));
    }

    /** Closing a closed session answers it unchanged; closing an expired one fails with 409. */
    Uni<Session> close(OrganizationId organization, SessionId id) {
        return change(organization, id, this::close);
    }

    /** It is active from now on, and lives on for its whole time. Fails with 409 when it has ended. */
    Uni<Session> touch(OrganizationId organization, SessionId id) {
        return change(
                organization,
                id,
                (transaction, session) -> update(
                        transaction, session.touched(notBefore(session.updatedAt()), config.idleAfter()), Set.of()));
    }

    /** Changes the settings and touches the session. Fails with 400 for what cannot be, with 409 when it has ended. */
    Uni<Session> patch(OrganizationId organization, SessionId id, SessionPatch patch, String defaultModel) {
        return change(organization, id, (transaction, session) -> {
            session.state().requireOpen();
            CreateSession wanted = patch.applied(session);
            Session changed = session.changed(
                    wanted.settings(config, defaultModel),
                    wanted.ttl(config),
                    notBefore(session.updatedAt()),
                    config.idleAfter());
            return update(transaction, changed, patch.names());
        });
    }

    private Uni<Session> change(
            OrganizationId organization, SessionId id, BiFunction<SqlConnection, Session, Uni<Session>> work) {
        return database.inTransaction(
                        organization,
                        transaction ->
                                lock(transaction, organization, id).chain(session -> work.apply(transaction, session)))
                .call(() -> forget(organization, Set.of(id)))
                .invoke(relay::wake);
    }

    private Uni<Session> update(SqlConnection transaction, Session changed, Set<String> names) {
        JsonObject told = new JsonObject()
                .put("changed", new JsonArray(names.stream().sorted().toList()))
                .put("expiresAt", changed.expiresAt().toString());
        return sessions.update(transaction, changed)
                .chain(() -> tell(transaction, "session:updated", changed, told))
                .replaceWith(changed);
    }

    private Uni<Session> close(SqlConnection transaction, Session session) {
        if (session.state() instanceof SessionState.Closed) {
            return Uni.createFrom().item(session);
        }
        Session closed = session.toClosed(notBefore(session.updatedAt()));
        return sessions.update(transaction, closed)
                .chain(() -> tell(transaction, "session:closed", closed, new JsonObject()))
                .replaceWith(closed);
    }

    Uni<Void> delete(OrganizationId organization, SessionId id) {
        return database.inTransaction(
                        organization,
                        transaction -> sessions.delete(transaction, organization, id)
                                .invoke(deleted -> requireDeleted(deleted, id))
                                .chain(() -> events.append(
                                        transaction,
                                        "session:deleted",
                                        organization,
                                        id,
                                        DatabaseTime.now(),
                                        new JsonObject())))
                .call(() -> forget(organization, Set.of(id)))
                .invoke(relay::wake);
    }

    /**
     * What was read of sessions earlier is not answered any more. To be called by who changed them once that is committed and
     * before it is acknowledged. Never fails.
     */
    public Uni<Void> forget(OrganizationId organization, Set<SessionId> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : cache.forget(ids.stream()
                        .map(id -> new SessionCache.Keys(organization, id))
                        .toList());
    }

    /** For a writer of messages: the session, held until the transaction ends. Fails with 404 when there is none. */
    public Uni<Session> lock(SqlConnection transaction, OrganizationId organization, SessionId id) {
        return sessions.lock(transaction, organization, id).map(found -> present(found, id));
    }

    /**
     * Counts messages appended to a session that this transaction locked: they touch it, unless it has ended. That its time is up
     * is still the job's to mark and to tell.
     */
    public Uni<Void> advance(SqlConnection transaction, Session locked, int messages, Instant now) {
        return locked.state() instanceof SessionState.Open
                ? sessions.advance(transaction, locked.touched(now, config.idleAfter()), messages, now)
                : sessions.countMessages(transaction, locked, messages, now);
    }

    /** How long after it was last touched a session is idle. */
    public Duration idleAfter() {
        return config.idleAfter();
    }

    /** The time, but never one before the session's last change: the clocks of two instances may differ. */
    public static Instant notBefore(Instant last) {
        Instant now = DatabaseTime.now();
        return now.isBefore(last) ? last : now;
    }

    private Uni<Void> tell(SqlConnection transaction, String type, Session session, JsonObject data) {
        return events.append(transaction, type, session.organization(), session.id(), session.updatedAt(), data);
    }

    private static Session present(Optional<Session> found, SessionId id) {
        return found.orElseThrow(() -> Problem.notFound(SessionError.SESSION_NOT_FOUND, id))
                .at(DatabaseTime.now());
    }

    private static void requireDeleted(boolean deleted, SessionId id) {
        if (!deleted) {
            throw Problem.notFound(SessionError.SESSION_NOT_FOUND, id);
        }
    }

    /**
     * Makes sessions this transaction's, also of other organisations: those whose rooms it will tell, before the rows that it tells
     * of. Whoever writes in a session has its row first, and two who took them in two orders would wait for each other.
     */
    public Uni<Void> hold(SqlConnection transaction, List<SessionId> ids) {
        return sessions.hold(transaction, ids);
    }
}
