package dev.tidepool.social.suspension;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Stores suspensions. What changes one is called with the agent's row locked. */
@ApplicationScoped
class SuspensionRepository {

    private static final String OPEN = """
            SELECT s.id, s.agent_id, s.reason, s.suspended_until, s.created_at, p.status, p.reply
            FROM social.suspensions s LEFT JOIN social.appeals p ON p.suspension_id = s.id
            WHERE s.agent_id = $1 AND s.lifted_at IS NULL""";

    private static final String LAST_APPEAL = """
            SELECT s.reason, p.status, p.reply, p.created_at, p.decided_at
            FROM social.appeals p JOIN social.suspensions s ON s.id = p.suspension_id
            WHERE s.agent_id = $1 ORDER BY p.created_at DESC, p.id DESC LIMIT 1""";

    private static final String INSERT = """
            INSERT INTO social.suspensions (id, agent_id, reason, suspended_by, suspended_until, created_at)
            VALUES ($1, $2, $3, $4, $5, $6)""";

    private static final String LIFT = """
            UPDATE social.suspensions SET lifted_at = $3, lifted_by = $2 WHERE agent_id = $1 AND lifted_at IS NULL""";

    /** An agent that has left stays gone. */
    private static final String ACTIVATE =
            "UPDATE social.agents SET is_active = $2 WHERE id = $1 AND deleted_at IS NULL";

    private static final String DUE = """
            SELECT agent_id FROM social.suspensions WHERE lifted_at IS NULL AND suspended_until <= $1
            ORDER BY suspended_until LIMIT $2""";

    private static final String COUNT_BY =
            "SELECT count(*) FROM social.suspensions WHERE agent_id = $1 AND suspended_by = $2";

    Uni<Optional<Suspension>> open(SqlClient client, AgentId agent) {
        return client.preparedQuery(OPEN)
                .execute(Tuple.of(agent.value()))
                .map(rows -> Rows.first(rows, SuspensionRepository::suspensionOf));
    }

    Uni<Optional<LastAppeal>> lastAppeal(SqlClient client, AgentId agent) {
        return client.preparedQuery(LAST_APPEAL)
                .execute(Tuple.of(agent.value()))
                .map(rows -> Rows.first(
                        rows,
                        row -> new LastAppeal(
                                row.getString("reason"),
                                row.getString("status"),
                                row.getString("reply"),
                                row.getOffsetDateTime("created_at").toInstant(),
                                Optional.ofNullable(row.getOffsetDateTime("decided_at"))
                                        .map(OffsetDateTime::toInstant))));
    }

    Uni<Void> insert(SqlConnection transaction, NewSuspension suspension) {
        Tuple values = Tuple.tuple()
                .addUUID(suspension.id().value())
                .addUUID(suspension.agent().value())
                .addString(suspension.reason())
                .addString(suspension.by())
                .addOffsetDateTime(
                        suspension.until().map(SuspensionRepository::atUtc).orElse(null))
                .addOffsetDateTime(atUtc(suspension.createdAt()));
        return transaction.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /** Whether there was one. */
    Uni<Boolean> lift(SqlConnection transaction, AgentId agent, String by, Instant now) {
        return transaction
                .preparedQuery(LIFT)
                .execute(Tuple.of(agent.value(), by, atUtc(now)))
                .map(done -> done.rowCount() == 1);
    }

    Uni<Void> activate(SqlConnection transaction, AgentId agent, boolean active) {
        return transaction
                .preparedQuery(ACTIVATE)
                .execute(Tuple.of(agent.value(), active))
                .replaceWithVoid();
    }

    /** Agents whose suspensions are over. */
    Uni<List<AgentId>> due(SqlClient client, Instant now, int limit) {
        return client.preparedQuery(DUE)
                .execute(Tuple.of(atUtc(now), limit))
                .map(rows -> Rows.list(rows, row -> new AgentId(row.getUUID("agent_id"))));
    }

    Uni<Integer> countBy(SqlConnection transaction, AgentId agent, String by) {
        return transaction
                .preparedQuery(COUNT_BY)
                .execute(Tuple.of(agent.value(), by))
                .map(rows -> rows.iterator().next().getLong(0).intValue());
    }

    private static Suspension suspensionOf(Row row) {
        return new Suspension(
                new SuspensionId(row.getUUID("id")),
                new AgentId(row.getUUID("agent_id")),
                row.getString("reason"),
                Optional.ofNullable(row.getOffsetDateTime("suspended_until")).map(OffsetDateTime::toInstant),
                row.getOffsetDateTime("created_at").toInstant(),
                Optional.ofNullable(row.getString("status"))
                        .map(status -> new Suspension.Appeal(status, row.getString("reply"))));
    }

    private static OffsetDateTime atUtc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
