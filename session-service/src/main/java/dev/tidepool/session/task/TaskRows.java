package dev.tidepool.session.task;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.tenant.MemberJson;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Reads tasks from rows. Pure. */
final class TaskRows {

    /** Without what only the task itself is asked for. */
    static final String SUMMARY_COLUMNS = """
            id, organization_id, kind, member, session_id, '{}'::jsonb AS input, priority, status, run_at,
            timeout_seconds, max_attempts, attempt, failures, retries, cancelling, percent, note, NULL::jsonb AS checkpoint,
            CASE WHEN result IS NULL THEN NULL ELSE '{}'::jsonb END AS result, error_code, error_detail, idempotency_key,
            created_at, updated_at, started_at, ended_at""";

    static final String COLUMNS = """
            id, organization_id, kind, member, session_id, input, priority, status, run_at, timeout_seconds, max_attempts,
            attempt, failures, retries, cancelling, percent, note, checkpoint, result, error_code, error_detail, idempotency_key,
            created_at, updated_at, started_at, ended_at""";

    private TaskRows() {}

    static Task task(Row row) {
        OrganizationId organization = new OrganizationId(row.getUUID("organization_id"));
        return new Task(
                new TaskId(row.getUUID("id")),
                MemberJson.read(organization, row.get(JsonObject.class, "member")),
                draft(row),
                state(row),
                row.getInteger("attempt"),
                row.getInteger("failures"),
                row.getInteger("retries"),
                Optional.ofNullable(row.getString("error_code"))
                        .map(code -> new TaskFailure(code, row.getString("error_detail"))),
                new TaskProgress(row.getInteger("percent"), Optional.ofNullable(row.getString("note"))),
                Optional.ofNullable(row.get(JsonObject.class, "checkpoint")),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                Optional.ofNullable(row.getOffsetDateTime("started_at")).map(time -> time.toInstant()));
    }

    private static TaskDraft draft(Row row) {
        return new TaskDraft(
                row.getString("kind"),
                Optional.ofNullable(row.getUUID("session_id")).map(SessionId::new),
                row.get(JsonObject.class, "input"),
                TaskPriority.ofWireName(row.getString("priority")),
                Optional.of(instant(row, "run_at")),
                Optional.of(Duration.ofSeconds(row.getInteger("timeout_seconds"))),
                Optional.of(row.getInteger("max_attempts")),
                Optional.ofNullable(row.getString("idempotency_key")));
    }

    private static TaskState state(Row row) {
        return switch (TaskStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT))) {
            case QUEUED -> new TaskState.Queued();
            case RUNNING -> new TaskState.Running(row.getBoolean("cancelling"));
            case SUCCEEDED -> new TaskState.Succeeded(row.get(JsonObject.class, "result"), instant(row, "ended_at"));
            case FAILED -> new TaskState.Failed(instant(row, "ended_at"));
            case CANCELLED -> new TaskState.Cancelled(instant(row, "ended_at"));
        };
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
