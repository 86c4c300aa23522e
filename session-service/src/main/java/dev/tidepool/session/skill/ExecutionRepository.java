package dev.tidepool.session.skill;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.skill.manifest.SkillName;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of executions and of their logs. */
@ApplicationScoped
class ExecutionRepository {

    private static final String COLUMNS = """
            id, organization_id, skill, version, kind, session_id, status, error_code, error_detail, created_by, started_at,
            deadline, ended_at""";

    private static final String INSERT = """
            INSERT INTO session.skill_executions (id, organization_id, skill, version, kind, session_id, status, created_by,
                started_at, deadline)
            VALUES ($1, $2, $3, $4, $5, $6, 'running', $7, $8, $9)""";

    private static final String FIND = "SELECT " + COLUMNS + """
            , output FROM session.skill_executions WHERE organization_id = $1 AND skill = $2 AND id = $3""";

    /** Without outputs: a page of them could be a hundred times the largest. */
    private static final String LIST = "SELECT " + COLUMNS + """
            , NULL::json AS output FROM session.skill_executions
            WHERE organization_id = $1 AND skill = $2 AND ($3::uuid IS NULL OR id < $3)
            ORDER BY id DESC LIMIT $4""";

    private static final String FIND_RUNNING = "SELECT " + COLUMNS + """
            , NULL::json AS output FROM session.skill_executions
            WHERE organization_id = $1 AND id = $2 AND status = 'running'""";

    /** Whoever comes first ends it. */
    private static final String END = """
            UPDATE session.skill_executions
            SET status = $3, output = $4, error_code = $5, error_detail = $6, ended_at = $7
            WHERE organization_id = $1 AND id = $2 AND status = 'running'""";

    private static final String NUMBER = """
            UPDATE session.skill_executions SET entries = entries + 1
            WHERE organization_id = $1 AND id = $2 AND ($3 OR status = 'running') RETURNING entries""";

    private static final String LOG = """
            INSERT INTO session.skill_execution_log (execution_id, organization_id, sequence, event, detail, at)
            VALUES ($1, $2, $3, $4, $5, $6)""";

    private static final String READ_LOG = """
            SELECT sequence, event, detail, at FROM session.skill_execution_log
            WHERE execution_id = $1 AND organization_id = $2 ORDER BY sequence""";

    private static final String COUNT_OF_SESSION = """
            SELECT count(DISTINCT skill) AS skills, coalesce(bool_or(skill = $3), false) AS known
            FROM session.skill_executions WHERE organization_id = $1 AND session_id = $2""";

    /** How many different skills were used in a session, and whether the one asked for is among them. */
    record UsedInSession(long skills, boolean known) {}

    Uni<Void> insert(SqlConnection transaction, Execution execution) {
        Tuple values = Tuple.tuple()
                .addUUID(execution.id().value())
                .addUUID(execution.organization().value())
                .addString(execution.skill().value())
                .addValue(execution.version().orElse(null))
                .addString(execution.kind())
                .addValue(execution.session().map(SessionId::value).orElse(null))
                .addString(execution.createdBy())
                .addValue(execution.startedAt().atOffset(ZoneOffset.UTC))
                .addValue(execution.deadline().atOffset(ZoneOffset.UTC));
        return transaction.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    Uni<Optional<Execution>> find(
            SqlConnection transaction, OrganizationId organization, SkillName skill, ExecutionId id) {
        return transaction
                .preparedQuery(FIND)
                .execute(Tuple.of(organization.value(), skill.value(), id.value()))
                .map(rows -> Rows.first(rows, ExecutionRepository::execution));
    }

    Uni<Optional<Execution>> findRunning(SqlConnection transaction, OrganizationId organization, ExecutionId id) {
        return transaction
                .preparedQuery(FIND_RUNNING)
                .execute(Tuple.of(organization.value(), id.value()))
                .map(rows -> Rows.first(rows, ExecutionRepository::execution));
    }

    /** Older than the given one, newest first, without their outputs. */
    Uni<List<Execution>> list(
            SqlConnection transaction,
            OrganizationId organization,
            SkillName skill,
            Optional<ExecutionId> before,
            int limit) {
        Tuple values = Tuple.of(
                organization.value(),
                skill.value(),
                before.map(ExecutionId::value).orElse(null),
                limit);
        return transaction
                .preparedQuery(LIST)
                .execute(values)
                .map(rows -> Rows.list(rows, ExecutionRepository::execution));
    }

    /** Whether it ended now: false when it had before. */
    Uni<Boolean> end(SqlConnection transaction, Execution execution, ExecutionState.Ended how) {
        Tuple values = Tuple.tuple()
                .addUUID(execution.organization().value())
                .addUUID(execution.id().value())
                .addString(how.wireName())
                .addValue(how instanceof ExecutionState.Completed completed ? completed.output() : null)
                .addValue(how instanceof ExecutionState.Unfinished unfinished ? unfinished.code() : null)
                .addValue(how instanceof ExecutionState.Unfinished unfinished ? unfinished.detail() : null)
                .addValue(how.at().atOffset(ZoneOffset.UTC));
        return transaction.preparedQuery(END).execute(values).map(updated -> updated.rowCount() == 1);
    }

    /** Whether the entry was written: none but the last is, once the execution has ended. */
    Uni<Boolean> log(
            SqlConnection transaction,
            Execution execution,
            String event,
            Optional<String> detail,
            Instant at,
            boolean last) {
        return transaction
                .preparedQuery(NUMBER)
                .execute(Tuple.of(
                        execution.organization().value(), execution.id().value(), last))
                .map(rows -> Rows.first(rows, row -> row.getInteger("entries")))
                .chain(number -> number.isEmpty()
                        ? Uni.createFrom().item(false)
                        : log(transaction, execution, new LogEntry(number.get(), event, detail, at)));
    }

    private static Uni<Boolean> log(SqlConnection transaction, Execution execution, LogEntry entry) {
        Tuple values = Tuple.tuple()
                .addUUID(execution.id().value())
                .addUUID(execution.organization().value())
                .addInteger(entry.sequence())
                .addString(entry.event())
                .addValue(entry.detail().orElse(null))
                .addValue(entry.at().atOffset(ZoneOffset.UTC));
        return transaction.preparedQuery(LOG).execute(values).replaceWith(true);
    }

    Uni<List<LogEntry>> readLog(SqlConnection transaction, Execution execution) {
        return transaction
                .preparedQuery(READ_LOG)
                .execute(Tuple.of(
                        execution.id().value(), execution.organization().value()))
                .map(rows -> Rows.list(
                        rows,
                        row -> new LogEntry(
                                row.getInteger("sequence"),
                                row.getString("event"),
                                Optional.ofNullable(row.getString("detail")),
                                row.getOffsetDateTime("at").toInstant())));
    }

    /** Skills used in a session that the transaction holds. */
    Uni<UsedInSession> countOfSession(
            SqlConnection transaction, OrganizationId organization, SessionId session, SkillName skill) {
        return transaction
                .preparedQuery(COUNT_OF_SESSION)
                .execute(Tuple.of(organization.value(), session.value(), skill.value()))
                .map(rows -> rows.iterator().next())
                .map(row -> new UsedInSession(row.getLong("skills"), row.getBoolean("known")));
    }

    private static Execution execution(Row row) {
        return new Execution(
                new ExecutionId(row.getUUID("id")),
                new OrganizationId(row.getUUID("organization_id")),
                new SkillName(row.getString("skill")),
                Optional.ofNullable(row.getInteger("version")),
                row.getString("kind"),
                Optional.ofNullable(row.getUUID("session_id")).map(SessionId::new),
                state(row),
                row.getString("created_by"),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getOffsetDateTime("deadline").toInstant());
    }

    private static ExecutionState state(Row row) {
        String status = row.getString("status");
        if (status.equals("running")) {
            return new ExecutionState.Running();
        }
        Instant at = row.getOffsetDateTime("ended_at").toInstant();
        @Nullable JsonObject output = row.get(JsonObject.class, "output");
        return switch (status) {
            case "completed" -> new ExecutionState.Completed(at, output == null ? new JsonObject() : output);
            case "failed" -> new ExecutionState.Failed(at, row.getString("error_code"), row.getString("error_detail"));
            case "cancelled" -> new ExecutionState.Cancelled(at);
            default -> throw new IllegalStateException("no status of an execution: " + status);
        };
    }
}
