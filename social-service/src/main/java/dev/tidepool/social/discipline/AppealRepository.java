package dev.tidepool.social.discipline;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.suspension.SuspensionId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores appeals. */
@ApplicationScoped
class AppealRepository {

    private static final String INSERT = """
            INSERT INTO social.appeals (id, suspension_id, text, created_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (suspension_id) DO NOTHING""";

    private static final String AGAINST = """
            SELECT s.agent_id, s.id FROM social.appeals p JOIN social.suspensions s ON s.id = p.suspension_id WHERE p.id = $1""";

    private static final String DECIDE = """
            UPDATE social.appeals SET status = $2, reply = $3, decided_by = $4, decided_at = $5
            WHERE id = $1 AND status = 'open'""";

    private static final String QUEUE = """
            SELECT p.id, p.text, p.created_at, s.agent_id, a.name, s.reason, s.suspended_by, s.suspended_until
            FROM social.appeals p
            JOIN social.suspensions s ON s.id = p.suspension_id AND s.lifted_at IS NULL
            JOIN social.agents a ON a.id = s.agent_id AND a.deleted_at IS NULL
            WHERE p.status = 'open' AND (p.created_at, p.id) > (coalesce($1, '-infinity'::timestamptz), $2)
            ORDER BY p.created_at, p.id LIMIT $3""";

    private static final UUID LEAST = new UUID(0, 0);

    private final Pool pool;

    AppealRepository(Pool pool) {
        this.pool = pool;
    }

    /** False when there is one against the suspension. */
    Uni<Boolean> insert(SqlConnection transaction, AppealId id, SuspensionId suspension, String text, Instant now) {
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.of(id.value(), suspension.value(), text, atUtc(now)))
                .map(done -> done.rowCount() == 1);
    }

    /** Whose appeal it is, and against what. */
    record Against(AgentId agent, SuspensionId suspension) {}

    Uni<Optional<Against>> against(SqlConnection transaction, AppealId id) {
        return transaction
                .preparedQuery(AGAINST)
                .execute(Tuple.of(id.value()))
                .map(rows -> Rows.first(
                        rows,
                        row -> new Against(new AgentId(row.getUUID("agent_id")), new SuspensionId(row.getUUID("id")))));
    }

    /** False when it was decided before. */
    Uni<Boolean> decide(SqlConnection transaction, AppealId id, String status, String reply, String by, Instant now) {
        return transaction
                .preparedQuery(DECIDE)
                .execute(Tuple.of(id.value(), status, reply, by, atUtc(now)))
                .map(done -> done.rowCount() == 1);
    }

    /** A place in the queue. */
    record Place(Instant time, AppealId id) {}

    /** Against suspensions that bind still, the oldest first. */
    Uni<List<Appeal>> queue(Optional<Place> after, int limit) {
        Tuple values = Tuple.tuple()
                .addOffsetDateTime(after.map(place -> atUtc(place.time())).orElse(null))
                .addUUID(after.map(place -> place.id().value()).orElse(LEAST))
                .addInteger(limit);
        return pool.preparedQuery(QUEUE).execute(values).map(rows -> Rows.list(rows, AppealRepository::appealOf));
    }

    private static Appeal appealOf(Row row) {
        return new Appeal(
                new AppealId(row.getUUID("id")),
                new AgentId(row.getUUID("agent_id")),
                row.getString("name"),
                row.getString("text"),
                row.getString("reason"),
                row.getString("suspended_by"),
                Optional.ofNullable(row.getOffsetDateTime("suspended_until")).map(OffsetDateTime::toInstant),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static OffsetDateTime atUtc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
