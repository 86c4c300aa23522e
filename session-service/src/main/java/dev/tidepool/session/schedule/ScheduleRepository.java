package dev.tidepool.session.schedule;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.task.TaskDraft;
import dev.tidepool.session.task.TaskId;
import dev.tidepool.session.tenant.MemberJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of one organisation's schedules. */
@ApplicationScoped
class ScheduleRepository {

    private static final String COLUMNS = """
            id, organization_id, member, name, cron, zone, missed, task, next_at, last_at, last_task_id,
            paused_because, created_at, updated_at""";

    private static final String HOLD = "SELECT pg_advisory_xact_lock(hashtextextended('session.schedules:' || $1, 0))";

    private static final String COUNT =
            "SELECT count(*) AS schedules FROM session.schedules WHERE organization_id = $1";

    private static final String INSERT = """
            INSERT INTO session.schedules (id, organization_id, member, name, cron, zone, missed, task, next_at, created_at,
                updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)""";

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM session.schedules WHERE id = $1 AND organization_id = $2";

    private static final String LOCK = FIND + " FOR UPDATE";

    /** Whoever holds it already runs it. */
    private static final String LOCK_DUE = FIND + " AND next_at <= $3 FOR UPDATE SKIP LOCKED";

    /** Without what only the schedule itself is asked for. */
    private static final String SUMMARY_COLUMNS = COLUMNS.replace("task,", "jsonb_set(task, '{input}', '{}') AS task,");

    private static final String LIST = "SELECT " + SUMMARY_COLUMNS + """
             FROM session.schedules
            WHERE organization_id = $1 AND ($2::uuid IS NULL OR id < $2)
            ORDER BY id DESC LIMIT $3""";

    private static final String UPDATE = """
            UPDATE session.schedules
            SET member = $3, name = $4, cron = $5, zone = $6, missed = $7, task = $8, next_at = $9, last_at = $10,
                last_task_id = $11, updated_at = $12, paused_because = $13
            WHERE id = $1 AND organization_id = $2""";

    private static final String PAUSE = """
            UPDATE session.schedules SET next_at = NULL, updated_at = now() WHERE id = $1 AND organization_id = $2""";

    private static final String DELETE = "DELETE FROM session.schedules WHERE id = $1 AND organization_id = $2";

    /** Until the transaction ends nobody else adds schedules of the organisation. */
    Uni<Long> count(SqlConnection transaction, OrganizationId organization) {
        return transaction
                .preparedQuery(HOLD)
                .execute(Tuple.of(organization.toString()))
                .chain(() -> transaction.preparedQuery(COUNT).execute(Tuple.of(organization.value())))
                .map(rows -> rows.iterator().next().getLong("schedules"));
    }

    Uni<Void> insert(SqlConnection transaction, Schedule schedule) {
        Tuple values = of(schedule).addValue(utc(schedule.nextAt())).addValue(utc(Optional.of(schedule.createdAt())));
        return transaction.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    Uni<Optional<Schedule>> find(SqlConnection transaction, OrganizationId organization, ScheduleId id) {
        return first(transaction, FIND, Tuple.of(id.value(), organization.value()));
    }

    Uni<Optional<Schedule>> lock(SqlConnection transaction, OrganizationId organization, ScheduleId id) {
        return first(transaction, LOCK, Tuple.of(id.value(), organization.value()));
    }

    /** The schedule if it is due and nobody else is about to run it. */
    Uni<Optional<Schedule>> lockDue(
            SqlConnection transaction, OrganizationId organization, ScheduleId id, Instant now) {
        return first(
                transaction,
                LOCK_DUE,
                Tuple.of(id.value(), organization.value()).addValue(utc(Optional.of(now))));
    }

    /** Schedules older than the given one, newest first. */
    Uni<List<Schedule>> list(
            SqlConnection transaction, OrganizationId organization, Optional<ScheduleId> before, int limit) {
        Tuple values = Tuple.tuple()
                .addUUID(organization.value())
                .addValue(before.map(ScheduleId::value).orElse(null))
                .addInteger(limit);
        return transaction
                .preparedQuery(LIST)
                .execute(values)
                .map(rows -> Rows.list(rows, ScheduleRepository::schedule));
    }

    Uni<Void> update(SqlConnection transaction, Schedule schedule) {
        Tuple values = of(schedule)
                .addValue(utc(schedule.nextAt()))
                .addValue(utc(schedule.last().map(Schedule.Run::at)))
                .addValue(schedule.last().map(run -> run.task().value()).orElse(null))
                .addValue(utc(Optional.of(schedule.updatedAt())))
                .addString(schedule.pausedBecause().map(PauseReason::wireName).orElse(null));
        return transaction.preparedQuery(UPDATE).execute(values).replaceWithVoid();
    }

    /** Without reading it. */
    Uni<Void> pause(SqlConnection transaction, OrganizationId organization, ScheduleId id) {
        return transaction
                .preparedQuery(PAUSE)
                .execute(Tuple.of(id.value(), organization.value()))
                .replaceWithVoid();
    }

    /** Whether there was one. */
    Uni<Boolean> delete(SqlConnection transaction, OrganizationId organization, ScheduleId id) {
        return transaction
                .preparedQuery(DELETE)
                .execute(Tuple.of(id.value(), organization.value()))
                .map(deleted -> deleted.rowCount() == 1);
    }

    private static Tuple of(Schedule schedule) {
        return Tuple.tuple()
                .addUUID(schedule.id().value())
                .addUUID(schedule.member().organization().value())
                .addValue(MemberJson.of(schedule.member()))
                .addString(schedule.name())
                .addString(schedule.times().expression())
                .addString(schedule.times().zone().getId())
                .addString(schedule.missed().wireName())
                .addValue(schedule.task().toJson());
    }

    private static Uni<Optional<Schedule>> first(SqlConnection transaction, String sql, Tuple values) {
        return transaction
                .preparedQuery(sql)
                .execute(values)
                .map(rows -> Rows.first(rows, ScheduleRepository::schedule));
    }

    private static Schedule schedule(Row row) {
        OrganizationId organization = new OrganizationId(row.getUUID("organization_id"));
        Optional<ZoneId> zone = zone(row.getString("zone"));
        return new Schedule(
                new ScheduleId(row.getUUID("id")),
                MemberJson.read(organization, row.get(JsonObject.class, "member")),
                row.getString("name"),
                new CronTimes(row.getString("cron"), zone.orElse(ZoneOffset.UTC)),
                MissedRuns.ofWireName(row.getString("missed")),
                TaskDraft.ofJson(row.get(JsonObject.class, "task")),
                zone.flatMap(known -> Optional.ofNullable(row.getOffsetDateTime("next_at")))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getOffsetDateTime("last_at"))
                        .map(at -> new Schedule.Run(at.toInstant(), new TaskId(row.getUUID("last_task_id")))),
                Optional.ofNullable(row.getString("paused_because")).map(PauseReason::ofWireName),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    /** Zones go, with their updates. A schedule without one is paused, and can be seen and written anew. */
    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static @Nullable OffsetDateTime utc(Optional<Instant> instant) {
        return instant.map(time -> time.atOffset(ZoneOffset.UTC)).orElse(null);
    }
}
