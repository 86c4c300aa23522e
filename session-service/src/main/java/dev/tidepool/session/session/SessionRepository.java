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

/** Rows of sessions. Every query names the organisation although row-level security would do: the first lock. */
@ApplicationScoped
class SessionRepository {

    private static final String COLUMNS = """
            id, organization_id, label, channel, model, thinking, system_prompt, metadata, ttl_seconds, status,
            message_count, created_at, updated_at, expires_at, ended_at""";

    private static final String INSERT = """
            INSERT INTO session.sessions (id, organization_id, created_by, label, channel, model, thinking, system_prompt,
                metadata, ttl_seconds, status, created_at, updated_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'active', $11, $11, $12)""";

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM session.sessions WHERE id = $1 AND organization_id = $2";

    private static final String LOCK = FIND + " FOR UPDATE";

    /** What is due counts as expired although nobody has marked it yet. */
    private static final String LIST = "SELECT " + COLUMNS + """
             FROM session.sessions
            WHERE organization_id = $1
              AND ($2::text IS NULL OR $2 = CASE WHEN status = 'active' AND expires_at <= $3 THEN 'expired' ELSE status END)
              AND ($4::uuid IS NULL OR id < $4)
            ORDER BY id DESC LIMIT $5""";

    private static final String END = """
            UPDATE session.sessions SET status = $3, ended_at = $4, updated_at = $5
            WHERE id = $1 AND organization_id = $2""";

    private static final String ADVANCE = """
            UPDATE session.sessions SET message_count = message_count + $3, updated_at = $4
            WHERE id = $1 AND organization_id = $2""";

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
                .addValue(utc(session.expiresAt()));
        return transaction.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    Uni<Optional<Session>> find(SqlConnection transaction, OrganizationId organization, SessionId id) {
        return transaction
                .preparedQuery(FIND)
                .execute(Tuple.of(id.value(), organization.value()))
                .map(rows -> Rows.first(rows, SessionRepository::session));
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
            Optional<SessionStatus> status,
            Instant now,
            Optional<SessionId> before,
            int limit) {
        Tuple values = Tuple.tuple()
                .addUUID(organization.value())
                .addValue(status.map(SessionStatus::wireName).orElse(null))
                .addValue(utc(now))
                .addValue(before.map(SessionId::value).orElse(null))
                .addInteger(limit);
        return transaction.preparedQuery(LIST).execute(values).map(rows -> Rows.list(rows, SessionRepository::session));
    }

    Uni<Void> end(SqlConnection transaction, Session session, Instant endedAt) {
        Tuple values = Tuple.of(
                session.id().value(),
                session.organization().value(),
                session.state().status().wireName(),
                utc(endedAt),
                utc(session.updatedAt()));
        return transaction.preparedQuery(END).execute(values).replaceWithVoid();
    }

    Uni<Void> advance(SqlConnection transaction, Session session, int messages, Instant now) {
        return transaction
                .preparedQuery(ADVANCE)
                .execute(Tuple.of(session.id().value(), session.organization().value(), messages, utc(now)))
                .replaceWithVoid();
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
                instant(row, "expires_at"));
    }

    private static SessionState state(Row row) {
        return switch (SessionStatus.ofWireName(row.getString("status"))) {
            case ACTIVE -> new SessionState.Active(instant(row, "expires_at"));
            case CLOSED -> new SessionState.Closed(instant(row, "ended_at"));
            case EXPIRED -> new SessionState.Expired(instant(row, "ended_at"));
        };
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
