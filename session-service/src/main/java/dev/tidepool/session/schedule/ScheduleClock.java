package dev.tidepool.session.schedule;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.trace.JobSpan;
import dev.tidepool.session.standing.Standing;
import dev.tidepool.session.standing.StandingClient;
import dev.tidepool.session.task.TaskService;
import dev.tidepool.session.tenant.TenantDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Puts the tasks of schedules into the queue when their time has come: {@code tidepool.schedules.due{outcome}} and
 * {@code .lag}. Several instances share the work; the task and the schedule's next time are stored together, so each time
 * makes one task.
 */
@ApplicationScoped
class ScheduleClock {

    private static final Logger LOG = Logger.getLogger(ScheduleClock.class);

    /** Each has a connection to the database. */
    private static final int AT_ONCE = 4;

    private static final int FORBIDDEN = 403;

    private static final String DUE = "SELECT due_id, due_organization FROM session.due_schedules($1)";

    private final Pool pool;
    private final TenantDatabase database;
    private final ScheduleRepository schedules;
    private final ScheduleEvents events;
    private final ScheduleConfig config;
    private final TaskService tasks;
    private final StandingClient standings;
    private final OutboxRelay relay;
    private final MeterRegistry metrics;
    private final OpenTelemetry telemetry;

    ScheduleClock(
            Pool pool,
            TenantDatabase database,
            ScheduleRepository schedules,
            ScheduleEvents events,
            ScheduleConfig config,
            TaskService tasks,
            StandingClient standings,
            OutboxRelay relay,
            MeterRegistry metrics,
            OpenTelemetry telemetry) {
        this.pool = pool;
        this.database = database;
        this.schedules = schedules;
        this.events = events;
        this.config = config;
        this.tasks = tasks;
        this.standings = standings;
        this.relay = relay;
        this.metrics = metrics;
        this.telemetry = telemetry;
    }

    private record Due(ScheduleId id, OrganizationId organization) {}

    @Scheduled(
            every = "${tidepool.schedule.look-every:1s}",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return pool.preparedQuery(DUE)
                .execute(Tuple.of(config.batch()))
                .ifNoItem()
                .after(config.runLimit())
                .fail()
                .map(rows -> Rows.list(
                        rows,
                        row -> new Due(
                                new ScheduleId(row.getUUID("due_id")),
                                new OrganizationId(row.getUUID("due_organization")))))
                .chain(due -> due.isEmpty() ? Uni.createFrom().voidItem() : runAll(due));
    }

    private Uni<Void> runAll(List<Due> due) {
        JobSpan span = JobSpan.begin(telemetry, "run schedules");
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUni(this::run)
                .merge(AT_ONCE)
                .collect()
                .last()
                .onTermination()
                .invoke(span::end)
                .invoke(tasks::wake)
                .replaceWithVoid();
    }

    /** Never fails: one schedule's trouble is not the others'. */
    private Uni<Void> run(Due due) {
        return known(due)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : run(due, found.get().member()))
                .onFailure(ScheduleClock::isFull)
                .recoverWithUni(full -> inTransaction(due, this::putOff))
                .onFailure(Problem.class)
                .recoverWithUni(refused -> inTransaction(due, this::leaveOut))
                .onFailure(IllegalArgumentException.class)
                .recoverWithUni(unreadable -> inTransaction(due, this::pause))
                .ifNoItem()
                .after(config.runLimit())
                .fail()
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "event=schedule_failed schedule=%s", due.id()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Optional<Schedule>> known(Due due) {
        return database.inTransaction(
                due.organization(), transaction -> schedules.find(transaction, due.organization(), due.id()));
    }

    /** Asked before anything is locked. Who has taken the schedule over meanwhile is asked for the next time it is looked at. */
    private Uni<Void> run(Due due, Caller.Member member) {
        return standings
                .of(member)
                .chain(standing -> inTransaction(
                        due,
                        (transaction, schedule, time, now) -> schedule.member().equals(member)
                                ? runAs(standing, transaction, schedule, time, now)
                                : Uni.createFrom().voidItem()));
    }

    private Uni<Void> runAs(Standing standing, SqlConnection transaction, Schedule schedule, Instant due, Instant now) {
        return switch (standing) {
            case Standing.Gone gone -> pauseBecause(PauseReason.OWNER_GONE, transaction, schedule, now);
            case Standing.Present present ->
                may(present.member(), schedule)
                        ? runOrSkip(transaction, schedule, present.member(), due, now)
                        : pauseBecause(PauseReason.RIGHTS_LOST, transaction, schedule, now);
        };
    }

    private boolean may(Caller.Member member, Schedule schedule) {
        try {
            tasks.check(member, schedule.task());
            return true;
        } catch (Problem refused) {
            if (refused.status() == FORBIDDEN) {
                return false;
            }
            throw refused;
        }
    }

    private Uni<Void> pauseBecause(PauseReason reason, SqlConnection transaction, Schedule schedule, Instant now) {
        count(reason.wireName(), Duration.ZERO);
        LOG.warnf(
                "event=schedule_paused schedule=%s reason=%s by=%s",
                schedule.id(), reason.wireName(), schedule.member().subject());
        Schedule paused = schedule.pausedBecause(reason, now);
        return schedules
                .update(transaction, paused)
                .chain(() -> events.append(transaction, "paused", paused))
                .invoke(relay::wake);
    }

    /** The queue has no room, for anybody or for the organisation; or it is not known who may what. */
    private static boolean isFull(Throwable failure) {
        return failure instanceof Problem problem && (problem.status() == 429 || problem.status() == 503);
    }

    private interface Step {
        Uni<Void> take(SqlConnection transaction, Schedule schedule, Instant due, Instant now);
    }

    private Uni<Void> inTransaction(Due due, Step step) {
        Instant now = DatabaseTime.now();
        return database.inTransaction(
                due.organization(),
                transaction -> schedules
                        .lockDue(transaction, due.organization(), due.id(), now)
                        .chain(found -> take(transaction, found, now, step)));
    }

    private Uni<Void> take(SqlConnection transaction, Optional<Schedule> found, Instant now, Step step) {
        if (found.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Schedule schedule = found.get();
        return schedule.nextAt()
                .map(due -> step.take(transaction, schedule, due, now))
                .orElseGet(() -> pause(transaction, schedule, now, now));
    }

    private Uni<Void> runOrSkip(
            SqlConnection transaction, Schedule schedule, Caller.Member member, Instant due, Instant now) {
        if (!schedule.isWorthRunning(due, now, config.grace())) {
            return missed(transaction, schedule.advanced(now));
        }
        // With a space in it: no user's key is like this.
        String key = "schedule " + schedule.id() + " " + due;
        return tasks.add(transaction, member, schedule.task().withKey(key))
                .map(queued -> schedule.advanced(now)
                        .ran(new Schedule.Run(due, queued.task().id()), now))
                .chain(advanced -> schedules.update(transaction, advanced))
                .invoke(() -> count("run", Duration.between(due, now)));
    }

    private Uni<Void> missed(SqlConnection transaction, Schedule advanced) {
        count("missed", Duration.ZERO);
        LOG.warnf("event=schedule_missed schedule=%s", advanced.id());
        return schedules
                .update(transaction, advanced)
                .chain(() -> events.append(transaction, "missed", advanced))
                .invoke(relay::wake);
    }

    /** Its zone or its times are none any more: that will not be better in a second. It waits until somebody writes it anew. */
    private Uni<Void> pause(SqlConnection transaction, Schedule schedule, Instant due, Instant now) {
        count("unreadable", Duration.ZERO);
        LOG.errorf("event=schedule_unreadable schedule=%s", schedule.id());
        return schedules.pause(transaction, schedule.member().organization(), schedule.id());
    }

    /** It is refused for what time does not change. */
    private Uni<Void> leaveOut(SqlConnection transaction, Schedule schedule, Instant due, Instant now) {
        return missed(transaction, schedule.advanced(now));
    }

    /** The queue has no room: once it has, one run makes up for it, or the next time comes first. */
    private Uni<Void> putOff(SqlConnection transaction, Schedule schedule, Instant due, Instant now) {
        count("refused", Duration.ZERO);
        LOG.warnf("event=schedule_refused schedule=%s", schedule.id());
        return schedules.update(transaction, schedule.putOff(config.refusedFor(), now));
    }

    private void count(String outcome, Duration lag) {
        metrics.counter("tidepool.schedules.due", "outcome", outcome).increment();
        if (!lag.isNegative() && !lag.isZero()) {
            metrics.timer("tidepool.schedules.lag").record(lag);
        }
    }
}
