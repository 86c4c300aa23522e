package dev.tidepool.session.socket;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Rows of what happened in sessions. The database's trigger writes them. */
@ApplicationScoped
class EventRepository {

    private static final String AFTER = """
            SELECT sequence, type, happened_at, data FROM session.session_events
            WHERE session_id = $1 AND organization_id = $2 AND sequence > $3
            ORDER BY sequence LIMIT $4""";

    private static final String LAST =
            "SELECT event_count FROM session.sessions WHERE id = $1 AND organization_id = $2";

    private static final String HEADS = "SELECT head_id, head_sequence, has_ended FROM session.session_heads($1, $2)";

    private static final String FORGET = "SELECT session.forget_session_events($1, $2) AS forgotten";

    private final Pool pool;

    EventRepository(Pool pool) {
        this.pool = pool;
    }

    /** How far a session has come. */
    record Head(SessionId session, long sequence, boolean hasEnded) {}

    Uni<List<StoredEvent>> after(
            SqlConnection transaction, OrganizationId organization, SessionId session, long sequence, int limit) {
        return transaction
                .preparedQuery(AFTER)
                .execute(Tuple.of(session.value(), organization.value(), sequence, limit))
                .map(rows -> Rows.list(rows, EventRepository::stored));
    }

    /** The place of a session's last event; 0 before the first. */
    Uni<Long> last(SqlConnection transaction, OrganizationId organization, SessionId session) {
        return transaction
                .preparedQuery(LAST)
                .execute(Tuple.of(session.value(), organization.value()))
                .map(rows -> Rows.first(rows, row -> row.getLong("event_count")).orElse(0L));
    }

    /** How far these sessions have come, whosever they are; of a session that is gone there is none. */
    Uni<List<Head>> heads(Collection<SessionId> sessions, Instant now) {
        UUID[] ids = sessions.stream().map(SessionId::value).toArray(UUID[]::new);
        return pool.preparedQuery(HEADS)
                .execute(Tuple.tuple().addArrayOfUUID(ids).addValue(now.atOffset(ZoneOffset.UTC)))
                .map(rows -> Rows.list(rows, EventRepository::head));
    }

    /** Forgets what was stored before a time. @return how much */
    Uni<Integer> forget(Instant before, int batch) {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), batch))
                .map(rows -> rows.iterator().next().getInteger("forgotten"));
    }

    private static StoredEvent stored(Row row) {
        return new StoredEvent(
                row.getLong("sequence"),
                row.getString("type"),
                row.getOffsetDateTime("happened_at").toInstant(),
                row.get(JsonObject.class, "data"));
    }

    private static Head head(Row row) {
        return new Head(
                new SessionId(row.getUUID("head_id")), row.getLong("head_sequence"), row.getBoolean("has_ended"));
    }
}
