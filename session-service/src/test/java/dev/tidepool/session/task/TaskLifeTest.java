package dev.tidepool.session.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventSubscriber;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What becomes of tasks that run, here and on other instances. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class TaskLifeTest {

    private static final Duration SOON = Duration.ofMinutes(1);

    @Inject
    ScriptedTasks scripted;

    @Inject
    TaskService service;

    @Inject
    TaskEnds ends;

    @Inject
    EventSubscriber subscriber;

    private final Api api = Api.ofNewOrganization();

    @Test
    void succeedsWithItsResult() {
        String id = create("succeed", Map.of());
        JsonPath task = awaitStatus(id, "succeeded");
        assertThat(task.getInt("result.attempt")).isOne();
        assertThat(task.getInt("progress.percent")).isEqualTo(100);
        assertThat(task.getString("startedAt")).isNotNull();
        assertThat(task.getString("endedAt")).isNotNull();
        api.request().post("/v1/tasks/{id}/cancel", id).then().statusCode(409).body("code", equalTo("TASK_ENDED"));
    }

    @Test
    void isTriedAgainAfterAFailureThatMayPass() {
        String id = create("succeed later", Map.of());
        JsonPath task = awaitStatus(id, "succeeded");
        assertThat(task.getInt("attempt")).isEqualTo(2);
        assertThat(task.getInt("failures")).isOne();
        assertThat(task.getString("error.code")).isEqualTo("UPSTREAM_FAILED");
    }

    @Test
    void waitsOnForWantOfRoomWithoutAFailure() {
        String id = create("wait for room", Map.of("maxAttempts", 1));
        JsonPath task = awaitStatus(id, "succeeded");
        assertThat(task.getInt("attempt")).isEqualTo(3);
        assertThat(task.getInt("failures")).isZero();
        assertThat(task.getString("error")).isNull();
    }

    @Test
    void aContinuationEndsWithAnAttemptThatIsKnownToBeOver() {
        String known = create("succeed later", Map.of());
        awaitStatus(known, "succeeded");
        assertThat(scripted.keysOf(known)).containsExactly("task:" + known + ":0", "task:" + known + ":1");
        String busy = create("wait for room", Map.of());
        awaitStatus(busy, "succeeded");
        assertThat(scripted.keysOf(busy)).containsOnly("task:" + busy + ":0");
        String silent = later("succeed", Map.of());
        loseWorkerOf(silent, 1, 0);
        awaitStatus(silent, "succeeded");
        assertThat(scripted.keysOf(silent)).containsExactly("task:" + silent + ":0");
    }

    @Test
    void failsForGoodAfterItsLastAttempt() {
        String id = create("fail", Map.of("maxAttempts", 2));
        JsonPath task = awaitStatus(id, "failed");
        assertThat(task.getInt("failures")).isEqualTo(2);
        assertThat(scripted.startsOf(id)).isEqualTo(2);
        assertThat(task.getString("error.detail")).isEqualTo("Nobody is there.");
    }

    @Test
    void whatTheClientGotWrongIsNotTriedAgain() {
        JsonPath task = awaitStatus(create("be wrong", Map.of()), "failed");
        assertThat(task.getInt("attempt")).isOne();
        assertThat(task.getString("error.code")).isEqualTo("BAD_REQUEST");
    }

    @Test
    void tellsNothingOfAFailureInsideButThatItFailed() {
        JsonPath task = awaitStatus(create("break", Map.of("maxAttempts", 1)), "failed");
        assertThat(task.getString("error.code")).isEqualTo("TASK_FAILED");
        assertThat(task.getString("error.detail")).doesNotContain("broken");
    }

    @Test
    void aResultThatCannotBeKeptIsAFailure() {
        JsonPath task = awaitStatus(create("say too much", Map.of()), "failed");
        assertThat(task.getString("error.detail")).contains("1048576 bytes");
    }

    @Test
    void takesNoLongerThanItMay() {
        String id = create("hang", Map.of("timeoutSeconds", 1, "maxAttempts", 1));
        JsonPath task = awaitStatus(id, "failed");
        assertThat(task.getString("error.code")).isEqualTo("TASK_TIMED_OUT");
        assertThat(scripted.gaveUp(id)).isTrue();
    }

    @Test
    void aRunningTaskIsCancelled() {
        String id = create("hang", Map.of());
        Eventually.within(
                SOON, () -> assertThat(read(id).getString("progress.note")).isEqualTo("hanging"));
        api.request().post("/v1/tasks/{id}/cancel", id).then().statusCode(200);
        awaitStatus(id, "cancelled");
        assertThat(scripted.gaveUp(id)).isTrue();
    }

    @Test
    void aTaskThatWasCancelledElsewhereIsGivenUpWithTheNextRenewal() {
        String id = create("hang", Map.of());
        awaitStatus(id, "running");
        Database.run("UPDATE session.tasks SET cancelling = true WHERE id = '" + id + "'");
        awaitStatus(id, "cancelled");
        assertThat(scripted.gaveUp(id)).isTrue();
    }

    @Test
    void aLostInstancesTaskGoesOnFromItsCheckpoint() {
        String id = later("succeed", Map.of());
        loseWorkerOf(id, 1, 0);
        awaitStatus(id, "succeeded");
        assertThat(scripted.lastOf(id).checkpoint().getString("reached")).isEqualTo("before");
        assertThat(scripted.lastOf(id).attempt()).isEqualTo(2);
        assertThat(scripted.startsOf(id)).isOne();
    }

    @Test
    void aTaskThatLosesItsInstancesAgainAndAgainFails() {
        String id = later("succeed", Map.of("maxAttempts", 3));
        loseWorkerOf(id, 3, 2);
        JsonPath task = awaitStatus(id, "failed");
        assertThat(task.getString("error.code")).isEqualTo("TASK_WORKER_LOST");
        assertThat(scripted.startsOf(id)).isZero();
    }

    @Test
    void aLostInstancesTaskThatWasToStopHasStopped() {
        String id = later("succeed", Map.of());
        Database.run("UPDATE session.tasks SET cancelling = true WHERE id = '" + id + "'");
        loseWorkerOf(id, 1, 0);
        awaitStatus(id, "cancelled");
        assertThat(scripted.startsOf(id)).isZero();
    }

    @Test
    void whoLostATaskGivesItUpAndChangesNothing() {
        String id = create("hang", Map.of());
        awaitStatus(id, "running");
        // Another instance holds it by now, as after a long pause of this one.
        Database.run("""
                UPDATE session.tasks SET attempt = attempt + 1, worker = gen_random_uuid(),
                    lease_until = now() + interval '1 hour' WHERE id = '%s'""".formatted(id));
        Eventually.within(SOON, () -> assertThat(scripted.gaveUp(id)).isTrue());
        JsonPath task = read(id);
        assertThat(task.getString("status")).isEqualTo("running");
        assertThat(task.getInt("attempt")).isEqualTo(2);
        Database.run("DELETE FROM session.tasks WHERE id = '" + id + "'");
    }

    @Test
    void anEarlierRunOfATaskThatComesHereAgainIsGivenUp() {
        String id = create("hang", Map.of());
        awaitStatus(id, "running");
        // Taken back while this instance was away, and given to it again before its next renewal.
        Database.run("""
                UPDATE session.tasks SET status = 'queued', worker = NULL, lease_until = NULL, run_at = now()
                WHERE id = '%s'""".formatted(id));
        service.wake();
        Eventually.within(SOON, () -> assertThat(scripted.startsOf(id)).isEqualTo(2));
        Eventually.within(SOON, () -> assertThat(scripted.gaveUp(id)).isTrue());
        assertThat(read(id).getString("status")).isEqualTo("running");
        api.request().post("/v1/tasks/{id}/cancel", id).then().statusCode(200);
        awaitStatus(id, "cancelled");
    }

    @Test
    void whoCannotRenewGivesUpBeforeAnotherMayBegin() throws SQLException {
        String id = create("hang", Map.of());
        awaitStatus(id, "running");
        try (Connection other = Database.asOwner();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT FROM session.tasks WHERE id = '" + id + "' FOR UPDATE");
            Eventually.within(SOON, () -> assertThat(scripted.gaveUp(id)).isTrue());
            assertThat(scripted.startsOf(id)).isOne();
            other.rollback();
        }
        Database.run("DELETE FROM session.tasks WHERE id = '" + id + "'");
    }

    @Test
    void waitsUntilItIsDue() {
        String id = later("succeed", Map.of());
        awaitStatus(create("succeed", Map.of()), "succeeded");
        assertThat(read(id).getString("status")).isEqualTo("queued");
        Database.run("UPDATE session.tasks SET run_at = now() WHERE id = '" + id + "'");
        awaitStatus(id, "succeeded");
    }

    @Test
    void itsLifeIsTold() {
        Queue<Event> told = new ConcurrentLinkedQueue<>();
        subscriber.subscribe(Channels.ofService("session"), event -> {
            if (event.organization().equals(api.organization())) {
                told.add(event);
            }
        });
        Eventually.within(SOON, () -> {
            api.createSession();
            assertThat(told).isNotEmpty();
        });
        String session = api.createSession();
        String id = create("succeed later", Map.of("sessionId", session));
        awaitStatus(id, "succeeded");
        Eventually.within(
                SOON,
                () -> assertThat(told.stream()
                                .filter(event -> id.equals(event.data().getString("taskId")))
                                .filter(event -> event.rooms()
                                        .equals(List.of(
                                                "session:" + session,
                                                "task:" + id,
                                                "organization:" + api.organization())))
                                .map(Event::type))
                        .containsExactly("task:created", "task:retried", "task:completed"));
    }

    @Test
    void whoWaitsForATaskIsToldOfItsEnd() {
        String id = later("succeed", Map.of());
        TaskId task = TaskId.fromString(id);
        TaskEnds.Waiter waiter = ends.await(task).orElseThrow();
        Eventually.within(SOON, () -> {
            // Those who begin to listen miss what was told before.
            Database.run("UPDATE session.tasks SET status = 'queued', ended_at = NULL, run_at = now() WHERE id = '" + id
                    + "' AND status <> 'running'");
            service.wake();
            assertThat(waiter.wasTold()).isTrue();
        });
        ends.leave(waiter);
    }

    @Test
    void whatEndedLongAgoIsForgotten() {
        String id = create("succeed", Map.of());
        awaitStatus(id, "succeeded");
        Database.run("UPDATE session.tasks SET ended_at = now() - interval '8 days' WHERE id = '" + id + "'");
        assertThat(Database.count("SELECT session.purge_tasks(now() - interval '7 days', 100)"))
                .isPositive();
        api.request().get("/v1/tasks/{id}", id).then().statusCode(404);
    }

    @Test
    void ofTooManyThatEndedTheOldestAreForgotten() {
        String first = create("succeed", Map.of());
        awaitStatus(first, "succeeded");
        String second = create("succeed", Map.of());
        awaitStatus(second, "succeeded");
        String waiting = later("succeed", Map.of());
        assertThat(Database.count("SELECT session.purge_tasks_beyond(1, 1000)")).isPositive();
        api.request().get("/v1/tasks/{id}", first).then().statusCode(404);
        assertThat(read(second).getString("status")).isEqualTo("succeeded");
        assertThat(read(waiting).getString("status")).isEqualTo("queued");
    }

    private String create(String what, Map<String, ?> more) {
        return post(Map.of("kind", "scripted", "input", Map.of("do", what)), more);
    }

    private String later(String what, Map<String, ?> more) {
        String time = Instant.now().plus(Duration.ofHours(1)).toString();
        return post(Map.of("kind", "scripted", "input", Map.of("do", what), "runAt", time), more);
    }

    private String post(Map<String, ?> body, Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(body);
        all.putAll(more);
        return api.request()
                .body(all)
                .post("/v1/tasks")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void loseWorkerOf(String id, int attempt, int failures) {
        Database.run("""
                UPDATE session.tasks SET status = 'running', worker = gen_random_uuid(), attempt = %d, failures = %d,
                    lease_until = now() - interval '1 second', checkpoint = '{"reached":"before"}'
                WHERE id = '%s'""".formatted(attempt, failures, id));
    }

    private JsonPath read(String id) {
        return api.request()
                .get("/v1/tasks/{id}", id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath awaitStatus(String id, String status) {
        Eventually.within(SOON, () -> assertThat(read(id).getString("status")).isEqualTo(status));
        return read(id);
    }
}
