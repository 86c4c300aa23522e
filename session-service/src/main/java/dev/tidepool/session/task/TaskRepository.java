package dev.tidepool.session.task;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.session.SessionService;
import dev.tidepool.session.tenant.MemberJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Rows of one organisation's tasks. What a worker writes names its attempt: once another has the task it changes nothing. */
@ApplicationScoped
class TaskRepository {

    private static final String COUNT_WAITING = "SELECT waiting, own, put_off FROM session.count_waiting_tasks($1)";

    private static final String HOLD_SESSION_OF = """
            SELECT session.hold_sessions(ARRAY[session_id]) FROM session.tasks
            WHERE id = $1 AND organization_id = $2 AND session_id IS NOT NULL""";

    private static final String INSERT = """
            INSERT INTO session.tasks (id, organization_id, kind, member, session_id, input, priority, rank, status, run_at,
                timeout_seconds, max_attempts, idempotency_key, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', $9, $10, $11, $12, $13, $13)""";

    private static final String FIND =
            "SELECT " + TaskRows.COLUMNS + " FROM session.tasks WHERE id = $1 AND organization_id = $2";

    private static final String LOCK = FIND + " FOR UPDATE";

    private static final String FIND_BY_KEY =
            "SELECT " + TaskRows.COLUMNS + " FROM session.tasks WHERE idempotency_key = $1 AND organization_id = $2";

    private static final String LIST = "SELECT " + TaskRows.SUMMARY_COLUMNS + """
             FROM session.tasks
            WHERE organization_id = $1
              AND ($2::text IS NULL OR status = $2)
              AND ($3::text IS NULL OR kind = $3)
              AND ($4::uuid IS NULL OR id < $4)
            ORDER BY id DESC LIMIT $5""";

    private static final String CANCEL = """
            UPDATE session.tasks
            SET cancelling = true, status = CASE status WHEN 'queued' THEN 'cancelled' ELSE status END,
                ended_at = CASE status WHEN 'queued' THEN now() END, updated_at = now()
            WHERE id = $1 AND organization_id = $2 AND status IN ('queued', 'running')
            RETURNING\s""" + TaskRows.COLUMNS;

    private static final String HELD =
            " WHERE id = $1 AND organization_id = $2 AND attempt = $3 AND worker = $4 AND status = 'running'";

    private static final String KEEP = """
            UPDATE session.tasks SET checkpoint = $5, percent = $6, note = $7, updated_at = now()""" + HELD;

    private static final String PROGRESS = """
            UPDATE session.tasks SET percent = $5, note = $6, updated_at = now()""" + HELD;

    /** Who was to stop is not put back into the queue. */
    private static final String END = """
            UPDATE session.tasks
            SET status = CASE WHEN $5::text = 'queued' AND cancelling THEN 'cancelled' ELSE $5 END,
                ended_at = CASE WHEN $5 = 'queued' AND NOT cancelling THEN NULL ELSE now() END,
                run_at = CASE $5 WHEN 'queued' THEN now() + make_interval(secs => $7) ELSE run_at END,
                failures = failures + GREATEST($6, 0),
                retries = retries + CASE WHEN $6 < 0 AND NOT cancelling THEN $6 ELSE 0 END, result = $8, error_code = COALESCE($9, error_code),
                error_detail = COALESCE($10, error_detail),
                percent = CASE $5 WHEN 'succeeded' THEN 100 ELSE percent END,
                worker = NULL, lease_until = NULL, updated_at = now()""" + HELD + " RETURNING " + TaskRows.COLUMNS;

    /** In place of a number of failures. */
    private static final int NOT_BEGUN = -1;

    /**
     * How many tasks wait.
     *
     * @param all that are due, of all organisations
     * @param own that are due, of the organisation
     * @param putOff of the organisation, that are not due yet
     */
    record Waiting(long all, long own, long putOff) {}

    /** {@link SessionService#hold} for the session of a task, if it has one. */
    Uni<Void> holdSessionOf(SqlConnection transaction, OrganizationId organization, TaskId id) {
        return transaction
                .preparedQuery(HOLD_SESSION_OF)
                .execute(Tuple.of(id.value(), organization.value()))
                .replaceWithVoid();
    }

    /** Until the transaction ends nobody else adds tasks of the organisation. */
    Uni<Waiting> countWaiting(SqlConnection transaction, OrganizationId organization) {
        return transaction
                .preparedQuery(COUNT_WAITING)
                .execute(Tuple.of(organization.value()))
                .map(rows -> rows.iterator().next())
                .map(row -> new Waiting(row.getLong("waiting"), row.getLong("own"), row.getLong("put_off")));
    }

    Uni<Void> insert(SqlConnection transaction, Task task) {
        TaskDraft draft = task.draft();
        Tuple values = Tuple.tuple()
                .addUUID(task.id().value())
                .addUUID(task.member().organization().value())
                .addString(draft.kind())
                .addValue(MemberJson.of(task.member()))
                .addValue(draft.session().map(session -> session.value()).orElse(null))
                .addValue(draft.input())
                .addString(draft.priority().wireName())
                .addValue(draft.priority()
                        .rank(draft.runAt().orElse(task.createdAt()))
                        .atOffset(ZoneOffset.UTC))
                .addValue(draft.runAt().orElse(task.createdAt()).atOffset(ZoneOffset.UTC))
                .addInteger(Math.toIntExact(draft.timeout().orElseThrow().toSeconds()))
                .addInteger(draft.maxAttempts().orElseThrow())
                .addValue(draft.idempotencyKey().orElse(null))
                .addValue(task.createdAt().atOffset(ZoneOffset.UTC));
        return transaction.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    Uni<Optional<Task>> find(SqlConnection transaction, OrganizationId organization, TaskId id) {
        return first(transaction, FIND, Tuple.of(id.value(), organization.value()));
    }

    /** As find, and nobody else changes the task until the transaction ends. */
    Uni<Optional<Task>> lock(SqlConnection transaction, OrganizationId organization, TaskId id) {
        return first(transaction, LOCK, Tuple.of(id.value(), organization.value()));
    }

    Uni<Optional<Task>> findByKey(SqlConnection transaction, OrganizationId organization, String key) {
        return first(transaction, FIND_BY_KEY, Tuple.of(key, organization.value()));
    }

    /** Tasks older than the given one, newest first, without their input and result. */
    Uni<List<Task>> list(
            SqlConnection transaction,
            OrganizationId organization,
            TaskFilter filter,
            Optional<TaskId> before,
            int limit) {
        Tuple values = Tuple.tuple()
                .addUUID(organization.value())
                .addValue(filter.status().map(TaskStatus::wireName).orElse(null))
                .addValue(filter.kind().orElse(null))
                .addValue(before.map(TaskId::value).orElse(null))
                .addInteger(limit);
        return transaction.preparedQuery(LIST).execute(values).map(rows -> Rows.list(rows, TaskRows::task));
    }

    /** Ends a waiting task, asks the worker of a running one to stop; empty when it has ended. */
    Uni<Optional<Task>> cancel(SqlConnection transaction, OrganizationId organization, TaskId id) {
        return first(transaction, CANCEL, Tuple.of(id.value(), organization.value()));
    }

    /** Whether the task was still held. */
    Uni<Boolean> keep(SqlConnection transaction, Hold hold, JsonObject checkpoint, TaskProgress progress) {
        Tuple values = of(hold).addValue(checkpoint)
                .addInteger(progress.percent())
                .addValue(progress.note().orElse(null));
        return transaction.preparedQuery(KEEP).execute(values).map(updated -> updated.rowCount() == 1);
    }

    /** Whether the task was still held. */
    Uni<Boolean> progress(SqlConnection transaction, Hold hold, TaskProgress progress) {
        Tuple values =
                of(hold).addInteger(progress.percent()).addValue(progress.note().orElse(null));
        return transaction.preparedQuery(PROGRESS).execute(values).map(updated -> updated.rowCount() == 1);
    }

    /** The task as it is now, or empty when it was not held any more. */
    Uni<Optional<Task>> end(SqlConnection transaction, Hold hold, TaskOutcome outcome) {
        Tuple values = switch (outcome) {
            case TaskOutcome.Succeeded done ->
                ended(hold, TaskStatus.SUCCEEDED, 0)
                        .addDouble(0.0)
                        .addValue(done.result())
                        .addValue(null)
                        .addValue(null);
            case TaskOutcome.Retry retry ->
                failed(ended(hold, TaskStatus.QUEUED, 1).addDouble(retry.pause().toMillis() / 1000.0), retry.failure());
            case TaskOutcome.PutBack putBack ->
                ended(hold, TaskStatus.QUEUED, NOT_BEGUN)
                        .addDouble(putBack.pause().toMillis() / 1000.0)
                        .addValue(null)
                        .addValue(null)
                        .addValue(null);
            case TaskOutcome.Failed failed ->
                failed(ended(hold, TaskStatus.FAILED, 1).addDouble(0.0), failed.failure());
            case TaskOutcome.Cancelled cancelled ->
                ended(hold, TaskStatus.CANCELLED, 0)
                        .addDouble(0.0)
                        .addValue(null)
                        .addValue(null)
                        .addValue(null);
        };
        return first(transaction, END, values);
    }

    private static Tuple ended(Hold hold, TaskStatus status, int failures) {
        return of(hold).addString(status.wireName()).addInteger(failures);
    }

    private static Tuple failed(Tuple values, TaskFailure failure) {
        return values.addValue(null)
                .addString(failure.code())
                .addString(failure.detail().replace('\0', '\uFFFD'));
    }

    private static Tuple of(Hold hold) {
        return Tuple.tuple()
                .addUUID(hold.task().value())
                .addUUID(hold.organization().value())
                .addInteger(hold.attempt())
                .addUUID(hold.worker().value());
    }

    private static Uni<Optional<Task>> first(SqlConnection transaction, String sql, Tuple values) {
        return transaction.preparedQuery(sql).execute(values).map(rows -> Rows.first(rows, TaskRows::task));
    }
}
