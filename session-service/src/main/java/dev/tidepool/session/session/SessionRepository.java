package dev.tidepool.session.session;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of sessions. Every query names the organisation although row-level security would do: the first lock. */
@ApplicationScoped
class SessionRepository {

    private static final String COLUMNS = """
            id, organization_id, label, channel, model, thinking, system_prompt, metadata, ttl_seconds, status,
            message_count, created_at, updated_at, touched_at, idle_at, expires_at, ended_at""";

    private static final String INSERT = """
            INSERT INTO session.sessions (id, organization_id, created_by, label, channel, model, thinking, system_prompt,
                metadata, ttl_seconds, status, created_at, updated_at, touched_at, idle_at, expires_at, due_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'active', $11, $11, $11, $12, $13,
                least($12::timestamptz, $13::timestamptz))""";

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM session.sessions WHERE id = $1 AND organization_id = $2";

    private static final String HOLD = "SELECT session.hold_sessions($1)";

    private static final String LOCK = FIND + " FOR UPDATE";

    /** What is due counts as idle or expired although nobody has marked it yet. $2 is the time. */
    private static final String STATUS_NOW = """
            CASE WHEN status IN ('closed', 'expired') THEN status WHEN expires_at <= $2 THEN 'expired'
                 WHEN idle_at <= $2 THEN 'idle' ELSE 'active' END""";

    private static final String LIST = "SELECT " + COLUMNS + """
             FROM session.sessions
            WHERE organization_id = $1
              AND ($3::text IS NULL OR $3 = %s)
              AND ($4::text IS NULL OR label = $4)
              AND ($5::uuid IS NULL OR id < $5)
            ORDER BY id DESC LIMIT $6""".formatted(STATUS_NOW);

    private static final String UPDATE = """
            UPDATE session.sessions
            SET label = $3, model = $4, thinking = $5, system_prompt = $6, metadata = $7, ttl_seconds = $8, status = $9,
                ended_at = $10, updated_at = $11, touched_at = $12, idle_at = COALESCE($13, idle_at), expires_at = $14,
                due_at = least(due_at, $13::timestamptz, $14::timestamptz)
            WHERE id = $1 AND organization_id = $2""";

    private static final String ADVANCE = """
            UPDATE session.sessions
            SET message_count = message_count + $3, status = $4, updated_at = $5, touched_at = $6,
                idle_at = COALESCE($7, idle_at), expires_at = $8, due_at = least(due_at, $7::timestamptz, $8::timestamptz)
            WHERE id = $1 AND organization_id = $2""";

    private static final String COUNT_MESSAGES = """
            UPDATE session.sessions SET message_count = message_count + $3, updated_at = $4
            WHERE id = $1 AND organization_id = $2""";

    private static final String COUNT = """
            SELECT now_status, count(*) AS sessions, sum(message_count)::bigint AS messages
            FROM (SELECT message_count, %s AS now_status FROM session.sessions WHERE organization_id = $1) AS counted
            GROUP BY now_status""".formatted(STATUS_NOW);

    private static final String DELETE = "DELETE FROM session.sessions WHERE id = $1 AND organization_id = $2";

    Uni<Void> insert(SqlConnection transaction, Session session, String createdBy) {
        SessionSettings settings = session.settings();
        Tuple values = Tuple.tuple()
                .addUUID(session.id().value())
                .addUUID(session.organization().value())
                .addString(createdBy)
                .addValue(settings.label().orElse(null))
                .addString(settings.channel())
                .addString(settings.model())
                .addString(settings.thinking().wireName())
                .addValue(settings.systemPrompt().orElse(null))
                .addValue(settings.metadata())
                .addInteger(Math.toIntExact(session.ttl().toSeconds()))
                .addValue(utc(session.createdAt()))
                .addValue(idleAt(session.state()))
                .addValue(utc(session.expiresAt()));
        return transaction.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    Uni<Optional<Session>> find(SqlConnection transaction, OrganizationId organization, SessionId id) {
        return transaction
                .preparedQuery(FIND)
                .execute(Tuple.of(id.value(), organization.value()))
                .map(rows -> Rows.first(rows, SessionRepository::session));
    }

    Uni<Void> hold(SqlConnection transaction, List<SessionId> ids) {
        return transaction
                .preparedQuery(HOLD)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(ids.stream().map(SessionId::value).toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    /** As find, and no other transaction changes the session or appends to it until this one ends. */
    Uni<Optional<Session>> lock(SqlConnection transaction, OrganizationId organization, SessionId id) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(id.value(), organization.value()))
                .map(rows -> Rows.first(rows, SessionRepository::session));
    }

    /** Sessions older than the given one, newest first. */
    Uni<List<Session>> list(
            SqlConnection transaction,
            OrganizationId organization,
            SessionFilter filter,
            Instant now,
            Optional<SessionId> before,
            int limit) {
        Tuple values = Tuple.tuple()
                .addUUID(organization.value())
                .addValue(utc(now))
                .addValue(filter.status().map(SessionStatus::wireName).orElse(null))
                .addValue(filter.label().orElse(null))
                .addValue(before.map(SessionId::value).orElse(null))
                .addInteger(limit);
        return transaction.preparedQuery(LIST).execute(values).map(rows -> Rows.list(rows, SessionRepository::session));
    }

    /** Stores all that may change of a session but its messages. */
    Uni<Void> update(SqlConnection transaction, Session session) {
        SessionSettings settings = session.settings();
        Tuple values = Tuple.tuple()
                .addUUID(session.id().value())
                .addUUID(session.organization().value())
                .addValue(settings.label().orElse(null))
                .addString(settings.model())
                .addString(settings.thinking().wireName())
                .addValue(settings.systemPrompt().orElse(null))
                .addValue(settings.metadata())
                .addInteger(Math.toIntExact(session.ttl().toSeconds()))
                .addString(session.state().status().wireName())
                .addValue(session.state() instanceof SessionState.Ended ended ? utc(ended.endedAt()) : null)
                .addValue(utc(session.updatedAt()))
                .addValue(utc(session.touchedAt()))
                .addValue(idleAt(session.state()))
                .addValue(utc(session.expiresAt()));
        return transaction.preparedQuery(UPDATE).execute(values).replaceWithVoid();
    }

    /** Counts messages, and stores that the session was touched. */
    Uni<Void> advance(SqlConnection transaction, Session session, int messages, Instant now) {
        Tuple values = Tuple.tuple()
                .addUUID(session.id().value())
                .addUUID(session.organization().value())
                .addInteger(messages)
                .addString(session.state().status().wireName())
                .addValue(utc(now))
                .addValue(utc(session.touchedAt()))
                .addValue(idleAt(session.state()))
                .addValue(utc(session.expiresAt()));
        return transaction.preparedQuery(ADVANCE).execute(values).replaceWithVoid();
    }

    /** Counts messages and leaves everything else as it is. */
    Uni<Void> countMessages(SqlConnection transaction, Session session, int messages, Instant now) {
        return transaction
                .preparedQuery(COUNT_MESSAGES)
                .execute(Tuple.of(session.id().value(), session.organization().value(), messages, utc(now)))
                .replaceWithVoid();
    }

    Uni<SessionStats> count(SqlConnection transaction, OrganizationId organization, Instant now) {
        return transaction
                .preparedQuery(COUNT)
                .execute(Tuple.of(organization.value(), utc(now)))
                .map(rows -> SessionStats.of(Rows.list(rows, SessionRepository::counted)));
    }

    private static SessionStats.Counted counted(Row row) {
        return new SessionStats.Counted(
                SessionStatus.ofWireName(row.getString("now_status")),
                row.getLong("sessions"),
                row.getLong("messages"));
    }

    /** Whether there was one. Its messages go with it. */
    Uni<Boolean> delete(SqlConnection transaction, OrganizationId organization, SessionId id) {
        return transaction
                .preparedQuery(DELETE)
                .execute(Tuple.of(id.value(), organization.value()))
                .map(deleted -> deleted.rowCount() == 1);
    }

    private static Session session(Row row) {
        SessionSettings settings = new SessionSettings(
                row.getString("channel"),
                row.getString("model"),
                ThinkingLevel.ofWireName(row.getString("thinking")),
                Optional.ofNullable(row.getString("system_prompt")),
                row.get(JsonObject.class, "metadata"),
                Optional.ofNullable(row.getString("label")));
        return new Session(
                new SessionId(row.getUUID("id")),
                new OrganizationId(row.getUUID("organization_id")),
                settings,
                state(row),
                Duration.ofSeconds(row.getInteger("ttl_seconds")),
                row.getLong("message_count"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                instant(row, "touched_at"),
                instant(row, "expires_at"));
    }

    private static SessionState state(Row row) {
        return switch (SessionStatus.ofWireName(row.getString("status"))) {
            case ACTIVE -> new SessionState.Active(instant(row, "idle_at"), instant(row, "expires_at"));
            case IDLE -> new SessionState.Idle(instant(row, "idle_at"), instant(row, "expires_at"));
            case CLOSED -> new SessionState.Closed(instant(row, "ended_at"));
            case EXPIRED -> new SessionState.Expired(instant(row, "ended_at"));
        };
    }

    private static @Nullable OffsetDateTime idleAt(SessionState state) {
        return switch (state) {
            case SessionState.Active active -> utc(active.idleAt());
            case SessionState.Idle idle -> utc(idle.since());
            case SessionState.Ended ended -> null;
        };
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
