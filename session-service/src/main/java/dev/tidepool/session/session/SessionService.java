package dev.tidepool.session.session;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The life of sessions. A session of another organisation does not exist here. */
@ApplicationScoped
public class SessionService {

    private final TenantDatabase database;
    private final SessionRepository sessions;
    private final SessionEvents events;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final SessionMetrics metrics;

    SessionService(
            TenantDatabase database,
            SessionRepository sessions,
            SessionEvents events,
            OutboxRelay relay,
            Uuid7Generator ids,
            SessionMetrics metrics) {
        this.database = database;
        this.sessions = sessions;
        this.events = events;
        this.relay = relay;
        this.ids = ids;
        this.metrics = metrics;
    }

    Uni<Session> create(Caller.Member member, SessionSettings settings, Duration ttl) {
        Session session =
                Session.begin(ids.next(SessionId::new), member.organization(), settings, ttl, DatabaseTime.now());
        JsonObject told = new JsonObject()
                .put("channel", settings.channel())
                .put("expiresAt", session.expiresAt().toString());
        return database.inTransaction(
                        member.organization(),
                        transaction -> sessions.insert(transaction, session, member.subject())
                                .chain(() -> tell(transaction, "session:created", session, told)))
                .invoke(() -> {
                    relay.wake();
                    metrics.created(member.tier());
                })
                .replaceWith(session);
    }

    /** Fails with 404 {@link SessionError#SESSION_NOT_FOUND} when the organisation has no such session. */
    public Uni<Session> find(OrganizationId organization, SessionId id) {
        return database.inTransaction(organization, transaction -> sessions.find(transaction, organization, id))
                .map(found -> present(found, id));
    }

    Uni<Page<Session>> list(
            OrganizationId organization, Optional<SessionStatus> status, Optional<SessionId> before, PageLimit limit) {
        Instant now = DatabaseTime.now();
        return database.inTransaction(
                        organization,
                        transaction -> sessions.list(transaction, organization, status, now, before, limit.plusOne()))
                .map(found ->
                        Page.of(found.stream().map(session -> session.at(now)).toList(), limit));
    }

    /** Closing a closed session answers it unchanged; closing an expired one fails with 409. */
    Uni<Session> close(OrganizationId organization, SessionId id) {
        return database.inTransaction(
                        organization,
                        transaction ->
                                lock(transaction, organization, id).chain(session -> close(transaction, session)))
                .invoke(relay::wake);
    }

    private Uni<Session> close(SqlConnection transaction, Session session) {
        if (session.state() instanceof SessionState.Closed) {
            return Uni.createFrom().item(session);
        }
        Instant now = DatabaseTime.now();
        Session closed = session.toClosed(now);
        return sessions.end(transaction, closed, now)
                .chain(() -> tell(transaction, "session:closed", closed, new JsonObject()))
                .replaceWith(closed);
    }

    Uni<Void> delete(OrganizationId organization, SessionId id) {
        return database.inTransaction(organization, transaction -> sessions.delete(transaction, organization, id))
                .invoke(deleted -> requireDeleted(deleted, id))
                .replaceWithVoid();
    }

    /** For a writer of messages: the session, held until the transaction ends. Fails with 404 when there is none. */
    public Uni<Session> lock(SqlConnection transaction, OrganizationId organization, SessionId id) {
        return sessions.lock(transaction, organization, id).map(found -> present(found, id));
    }

    /** Counts messages appended to a session that this transaction locked. */
    public Uni<Void> advance(SqlConnection transaction, Session locked, int messages, Instant now) {
        return sessions.advance(transaction, locked, messages, now);
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
}
