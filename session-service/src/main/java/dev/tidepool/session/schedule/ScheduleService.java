package dev.tidepool.session.schedule;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.session.SessionService;
import dev.tidepool.session.task.Task;
import dev.tidepool.session.task.TaskService;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The life of schedules. A schedule of another organisation does not exist here. */
@ApplicationScoped
class ScheduleService {

    private final TenantDatabase database;
    private final ScheduleRepository schedules;
    private final ScheduleEvents events;
    private final ScheduleConfig config;
    private final SessionService sessions;
    private final TaskService tasks;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;

    ScheduleService(
            TenantDatabase database,
            ScheduleRepository schedules,
            ScheduleEvents events,
            ScheduleConfig config,
            SessionService sessions,
            TaskService tasks,
            OutboxRelay relay,
            Uuid7Generator ids) {
        this.database = database;
        this.schedules = schedules;
        this.events = events;
        this.config = config;
        this.sessions = sessions;
        this.tasks = tasks;
        this.relay = relay;
        this.ids = ids;
    }

    /** Fails with 404 for a session that is not the organisation's, 409 when there are too many schedules. */
    Uni<Schedule> create(Caller.Member member, ScheduleDraft draft) {
        Instant now = DatabaseTime.now();
        Schedule schedule = draft.begin(ids.next(ScheduleId::new), member, now);
        return withSession(schedule)
                .chain(() -> database.inTransaction(
                        member.organization(),
                        transaction -> schedules
                                .count(transaction, member.organization())
                                .invoke(this::requireRoom)
                                .chain(() -> schedules.insert(transaction, schedule))
                                .chain(() -> events.append(transaction, "created", schedule))))
                .invoke(relay::wake)
                .replaceWith(schedule);
    }

    private Uni<?> withSession(Schedule schedule) {
        return schedule.task().session().isEmpty()
                ? Uni.createFrom().voidItem()
                : sessions.find(
                        schedule.member().organization(),
                        schedule.task().session().get());
    }

    private void requireRoom(long count) {
        if (count >= config.maxOfOrganization()) {
            throw Problem.of(
                    ScheduleError.TOO_MANY_SCHEDULES,
                    "The organisation has %d schedules. Delete one first.".formatted(count));
        }
    }

    Uni<Schedule> find(OrganizationId organization, ScheduleId id) {
        return database.inTransaction(organization, transaction -> schedules.find(transaction, organization, id))
                .map(found -> present(found, id));
    }

    Uni<Page<Schedule>> list(OrganizationId organization, Optional<ScheduleId> before, PageLimit limit) {
        return database.inTransaction(
                        organization, transaction -> schedules.list(transaction, organization, before, limit.plusOne()))
                .map(found -> Page.of(found, limit));
    }

    /** From now on it is as the draft says, and runs in the name of who changed it. */
    Uni<Schedule> replace(Caller.Member member, ScheduleId id, ScheduleDraft draft) {
        Instant now = DatabaseTime.now();
        return withSession(draft.begin(id, member, now))
                .chain(() -> change(member.organization(), id, "updated", known -> draft.applied(known, member, now)));
    }

    Uni<Schedule> pause(OrganizationId organization, ScheduleId id) {
        return change(organization, id, "paused", schedule -> schedule.paused(DatabaseTime.now()));
    }

    Uni<Schedule> resume(OrganizationId organization, ScheduleId id) {
        return change(organization, id, "resumed", schedule -> schedule.resumed(DatabaseTime.now()));
    }

    private Uni<Schedule> change(
            OrganizationId organization, ScheduleId id, String verb, UnaryOperator<Schedule> step) {
        return database.inTransaction(
                        organization,
                        transaction -> schedules
                                .lock(transaction, organization, id)
                                .map(found -> present(found, id))
                                .chain(known -> store(transaction, verb, known, step.apply(known))))
                .invoke(relay::wake);
    }

    private Uni<Schedule> store(SqlConnection transaction, String verb, Schedule known, Schedule changed) {
        return changed.equals(known)
                ? Uni.createFrom().item(known)
                : schedules
                        .update(transaction, changed)
                        .chain(() -> events.append(transaction, verb, changed))
                        .replaceWith(changed);
    }

    /** Runs it now, besides its times, also while it is paused. In the name of who asks. */
    Uni<Task> run(Caller.Member member, ScheduleId id) {
        return find(member.organization(), id)
                .invoke(schedule -> tasks.check(member, schedule.task()))
                .chain(schedule -> tasks.add(member, schedule.task()))
                .map(TaskService.Queued::task);
    }

    Uni<Void> delete(OrganizationId organization, ScheduleId id) {
        return database.inTransaction(
                        organization,
                        transaction -> schedules
                                .lock(transaction, organization, id)
                                .map(found -> present(found, id))
                                .call(() -> schedules.delete(transaction, organization, id))
                                .chain(schedule -> events.append(transaction, "deleted", schedule)))
                .invoke(relay::wake);
    }

    private static Schedule present(Optional<Schedule> found, ScheduleId id) {
        return found.orElseThrow(() -> Problem.notFound(ScheduleError.SCHEDULE_NOT_FOUND, id));
    }
}
