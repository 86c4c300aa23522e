package dev.tidepool.session.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.AtOnce;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import dev.tidepool.session.session.SessionId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How workers share the queue. The kind is one that this instance does not run, so that only the test takes its tasks. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class TaskQueueTest {

    private static final String KIND = "of_another_instance";
    private static final Duration LEASE = Duration.ofMinutes(10);

    @Inject
    TaskService service;

    @Inject
    TaskQueue queue;

    @Inject
    TaskJournal journal;

    @Inject
    Pool pool;

    private final WorkerId worker = new WorkerId(UUID.randomUUID());
    private final Caller.Member member = memberOf(new OrganizationId(UUID.randomUUID()));

    @AfterEach
    void emptyTheQueue() {
        Database.run("DELETE FROM session.tasks WHERE kind = '" + KIND + "'");
    }

    @Test
    void theMoreImportantComesFirstAndOfEqualsTheOlder() {
        Instant now = Instant.now();
        Task low = add(member, TaskPriority.LOW, now.minusSeconds(60));
        Task normal = add(member, TaskPriority.NORMAL, now.minusSeconds(60));
        Task older = add(member, TaskPriority.NORMAL, now.minusSeconds(120));
        Task critical = add(member, TaskPriority.CRITICAL, now);
        Task high = add(member, TaskPriority.HIGH, now);
        assertThat(claimInTurn(5)).containsExactly(critical.id(), high.id(), older.id(), normal.id(), low.id());
    }

    @Test
    void aMinuteOfWaitingIsWorthAPoint() {
        Instant now = Instant.now();
        Task critical = add(member, TaskPriority.CRITICAL, now);
        Task fresh = add(member, TaskPriority.LOW, now.minus(Duration.ofMinutes(989)));
        Task old = add(member, TaskPriority.LOW, now.minus(Duration.ofMinutes(991)));
        assertThat(claimInTurn(3)).containsExactly(old.id(), critical.id(), fresh.id());
    }

    @Test
    void ofOneOrganizationAWorkerTakesItsShareOnly() {
        Caller.Member other = memberOf(new OrganizationId(UUID.randomUUID()));
        for (int count = 0; count < 5; count++) {
            add(member, TaskPriority.CRITICAL, Instant.now());
        }
        Task theirs = add(other, TaskPriority.LOW, Instant.now());
        List<Task> claimed = run(queue.claim(worker, Set.of(KIND), LEASE, 10, 2));
        assertThat(claimed).hasSize(3).extracting(Task::id).contains(theirs.id());
        assertThat(run(queue.claim(worker, Set.of(KIND), LEASE, 10, 2))).isEmpty();
        assertThat(run(queue.claim(new WorkerId(UUID.randomUUID()), Set.of(KIND), LEASE, 10, 2)))
                .hasSize(2);
    }

    @Test
    void organizationsTakeTurnsHoweverImportantTheirTasksAre() {
        for (int count = 0; count < 5; count++) {
            add(member, TaskPriority.CRITICAL, Instant.now().minusSeconds(60));
        }
        Caller.Member second = memberOf(new OrganizationId(UUID.randomUUID()));
        Caller.Member third = memberOf(new OrganizationId(UUID.randomUUID()));
        add(second, TaskPriority.LOW, Instant.now());
        add(third, TaskPriority.LOW, Instant.now());
        assertThat(run(queue.claim(worker, Set.of(KIND), LEASE, 3, 100)))
                .extracting(task -> task.member().organization())
                .containsExactlyInAnyOrder(member.organization(), second.organization(), third.organization());
        add(second, TaskPriority.LOW, Instant.now());
        add(third, TaskPriority.LOW, Instant.now());
        assertThat(run(queue.claim(worker, Set.of(KIND), LEASE, 3, 100)))
                .extracting(task -> task.member().organization())
                .containsExactlyInAnyOrder(member.organization(), second.organization(), third.organization());
    }

    @Test
    void noTaskIsTakenTwice() {
        for (int count = 0; count < 60; count++) {
            add(member, TaskPriority.NORMAL, Instant.now());
        }
        List<TaskId> claimed = run(Multi.createFrom()
                .range(0, 12)
                .onItem()
                .transformToUni(number -> queue.claim(new WorkerId(UUID.randomUUID()), Set.of(KIND), LEASE, 5, 100))
                .merge(8)
                .onItem()
                .transformToMultiAndMerge(tasks -> Multi.createFrom().iterable(tasks))
                .map(Task::id)
                .collect()
                .asList());
        assertThat(claimed).doesNotHaveDuplicates();
        claimed.addAll(claimInTurn(60 - claimed.size()));
        assertThat(claimed).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void onlyTheHolderOfTheLastAttemptMayWrite() {
        add(member, TaskPriority.NORMAL, Instant.now());
        Task first = run(queue.claim(worker, Set.of(KIND), LEASE, 1, 10)).getFirst();
        Hold paused = Hold.of(first, worker);
        Database.run("UPDATE session.tasks SET lease_until = now() - interval '1 second' WHERE kind = '" + KIND + "'");
        // Taken back by the instance under test, or here if it has not come to it.
        Database.run("SELECT session.lapse_tasks(100)");
        WorkerId next = new WorkerId(UUID.randomUUID());
        Hold current =
                Hold.of(run(queue.claim(next, Set.of(KIND), LEASE, 1, 10)).getFirst(), next);
        assertThatThrownBy(() -> run(journal.keep(paused, new JsonObject().put("by", "paused"), TaskProgress.NONE)))
                .hasMessageContaining("TASK_LOST");
        assertThat(run(journal.end(paused, new TaskOutcome.Succeeded(new JsonObject()))))
                .isEmpty();
        assertThat(run(queue.renew(worker, List.of(paused), LEASE))).isEmpty();
        run(journal.keep(current, new JsonObject().put("by", "current"), TaskProgress.NONE));
        assertThat(run(queue.renew(next, List.of(current), LEASE))).isEqualTo(Map.of(current, false));
        Task ended = run(journal.end(current, new TaskOutcome.Succeeded(new JsonObject())))
                .orElseThrow();
        assertThat(ended.checkpoint().orElseThrow().getString("by")).isEqualTo("current");
        assertThat(run(journal.end(current, new TaskOutcome.Cancelled()))).isEmpty();
    }

    @Test
    void aWorkerThatStopsInOrderPutsItsTasksBackUnfailed() {
        add(member, TaskPriority.NORMAL, Instant.now());
        assertThat(claimInTurn(1)).hasSize(1);
        assertThat(run(queue.release(worker))).isOne();
        Task again = run(queue.claim(new WorkerId(UUID.randomUUID()), Set.of(KIND), LEASE, 1, 10))
                .getFirst();
        assertThat(again.failures()).isZero();
        assertThat(again.attempt()).isEqualTo(2);
    }

    @Test
    void whatWasToStopDoesNotStartAgainWhenItsWorkerStops() {
        Task task = add(member, TaskPriority.NORMAL, Instant.now());
        assertThat(claimInTurn(1)).hasSize(1);
        run(service.cancel(member.organization(), task.id()));
        assertThat(run(queue.release(worker))).isZero();
        assertThat(run(queue.claim(new WorkerId(UUID.randomUUID()), Set.of(KIND), LEASE, 1, 10)))
                .isEmpty();
        Eventually.within(
                Duration.ofMinutes(1),
                () -> assertThat(run(service.find(member.organization(), task.id()))
                                .state()
                                .status())
                        .isEqualTo(TaskStatus.CANCELLED));
    }

    /** A turn has the session's row when it keeps the task's checkpoint: who tells of the task must not have that one first. */
    @ParameterizedTest
    @ValueSource(strings = {"progress", "end", "cancel", "lapse"})
    void whoeverTellsOfATaskTakesItsSessionFirst(String what) throws Exception {
        Api api = new Api(member.organization(), Tier.TEAMS);
        String session = api.createSession();
        Task task = run(service.add(
                        member, TaskDraft.of(KIND, new JsonObject()).inSession(SessionId.fromString(session))))
                .task();
        Hold hold = Hold.of(what.equals("cancel") ? task : claimOne(), worker);
        try (Connection turn = Database.asOwner();
                var statement = turn.createStatement()) {
            turn.setAutoCommit(false);
            statement.execute("SET LOCAL lock_timeout = '20s'");
            statement.execute("SELECT FROM session.sessions WHERE id = '" + session + "' FOR UPDATE");
            int blocking = pid(turn);
            CompletableFuture<?> telling = AtOnce.run(() -> tell(what, task, hold));
            if (what.equals("lapse")) {
                telling.get(1, TimeUnit.MINUTES);
            } else {
                Eventually.within(
                        Duration.ofMinutes(1),
                        () -> assertThat(Database.count("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE pg_blocking_pids(pid) @> ARRAY[%d]""".formatted(blocking)))
                                .isPositive());
            }
            statement.execute("UPDATE session.tasks SET note = 'kept' WHERE id = '" + task.id() + "'");
            turn.commit();
            telling.get(1, TimeUnit.MINUTES);
        }
    }

    private static int pid(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void tell(String what, Task task, Hold hold) {
        switch (what) {
            case "progress" -> run(journal.progress(hold, task, TaskProgress.NONE));
            case "end" -> run(journal.end(hold, new TaskOutcome.Cancelled()));
            case "cancel" -> run(service.cancel(member.organization(), task.id()));
            default -> {
                Database.run("UPDATE session.tasks SET lease_until = now() - interval '1 second' WHERE id = '"
                        + task.id() + "'");
                List<Task> lapsed = run(pool.withTransaction(transaction -> queue.lapse(transaction, 100)));
                assertThat(lapsed).extracting(Task::id).doesNotContain(task.id());
            }
        }
    }

    private Task claimOne() {
        return run(queue.claim(worker, Set.of(KIND), LEASE, 1, 10)).getFirst();
    }

    @Test
    void theQueueIsCounted() {
        add(member, TaskPriority.HIGH, Instant.now().minus(Duration.ofHours(1)));
        TaskQueue.Depth high = run(queue.count()).stream()
                .filter(depth -> depth.priority() == TaskPriority.HIGH)
                .findFirst()
                .orElseThrow();
        assertThat(high.waiting()).isPositive();
        assertThat(high.oldestSeconds()).isBetween(3600.0, 5400.0);
    }

    @Test
    void anotherOrganizationSeesNoTasksByRawSql() throws SQLException {
        add(member, TaskPriority.NORMAL, Instant.now());
        try (Connection connection = Database.asService()) {
            connection.setAutoCommit(false);
            assertThat(countAs(connection, member.organization())).isOne();
            assertThat(countAs(connection, new OrganizationId(UUID.randomUUID())))
                    .isZero();
            connection.rollback();
        }
    }

    private static long countAs(Connection connection, OrganizationId organization) throws SQLException {
        try (var become = connection.prepareStatement("SELECT set_config('tidepool.organization', ?, true)")) {
            become.setString(1, organization.toString());
            become.execute();
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM session.tasks")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Task add(Caller.Member whose, TaskPriority priority, Instant runAt) {
        TaskDraft draft = TaskDraft.of(KIND, new JsonObject()).withPriority(priority);
        TaskDraft timed = new TaskDraft(
                draft.kind(),
                draft.session(),
                draft.input(),
                priority,
                Optional.of(runAt),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return run(service.add(whose, timed)).task();
    }

    private List<TaskId> claimInTurn(int times) {
        return Multi.createFrom()
                .range(0, times)
                .map(number -> run(queue.claim(worker, Set.of(KIND), LEASE, 1, 1000)))
                .onItem()
                .transformToIterable(claimed -> claimed)
                .map(Task::id)
                .subscribe()
                .asStream()
                .toList();
    }

    private static Caller.Member memberOf(OrganizationId organization) {
        return new Caller.Member("key:" + organization, organization, Tier.TEAMS, Set.of(Role.OWNER), Set.of());
    }

    private static <T> T run(Uni<T> uni) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> uni);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }
}
