package dev.tidepool.session.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventSubscriber;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TestStandings;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of what was asked for by somebody who may less by now, or has left. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@Slow
class LeaverTest {

    private static final Duration SOON = Duration.ofMinutes(1);

    @Inject
    EventSubscriber subscriber;

    private final Api api = Api.ofNewOrganization();
    private final String subject = "key:" + api.organization();
    private String session;

    @BeforeEach
    void makeSession() {
        session = api.createSession();
    }

    @AfterEach
    void comeBack() {
        TestStandings.back(subject);
        Database.run("DELETE FROM session.schedules WHERE organization_id = '%s'".formatted(api.organization()));
    }

    @Test
    void aLeaversScheduleIsPausedAndSaysWhy() {
        Queue<Event> told = new ConcurrentLinkedQueue<>();
        subscriber.subscribe(Channels.ALL, told::add);
        String id = createSchedule();
        TestStandings.gone(subject);
        makeDue(id);
        awaitPaused(id, "owner_gone");
        api.request()
                .get("/v1/schedules/{id}", id)
                .then()
                .body("lastRun", nullValue())
                .body("nextAt", nullValue());
        Eventually.within(
                SOON,
                () -> assertThat(told).anySatisfy(event -> {
                    assertThat(event.type()).isEqualTo("schedule:paused");
                    assertThat(event.data().getString("scheduleId")).isEqualTo(id);
                    assertThat(event.data().getString("reason")).isEqualTo("owner_gone");
                    assertThat(event.data().getString("by")).isEqualTo(subject);
                }));
        TestStandings.back(subject);
        api.request()
                .body("{\"name\":\"n\",\"cron\":\"0 8 * * *\",\"task\":" + task() + "}")
                .put("/v1/schedules/{id}", id)
                .then()
                .statusCode(200)
                .body("paused", equalTo(false))
                .body("pausedBecause", nullValue());
        makeDue(id);
        awaitRun(id);
    }

    @Test
    void whoMayNotChatAnyMoreHasNoScheduleThatDoes() {
        String id = createSchedule();
        TestStandings.lowered(subject, "tasks:write");
        makeDue(id);
        awaitPaused(id, "rights_lost");
        TestStandings.back(subject);
        api.request()
                .post("/v1/schedules/{id}/resume", id)
                .then()
                .statusCode(200)
                .body("pausedBecause", nullValue());
        makeDue(id);
        awaitRun(id);
    }

    @Test
    void whileNobodyKnowsARunIsPutOff() {
        String id = createSchedule();
        TestStandings.unknown(subject);
        makeDue(id);
        Eventually.within(
                SOON,
                () -> assertThat(Database.count("SELECT count(*) FROM session.schedules WHERE id = '" + id
                                + "' AND next_at > now() - interval '1 hour' AND updated_at > created_at"))
                        .isOne());
        api.request()
                .get("/v1/schedules/{id}", id)
                .then()
                .body("paused", equalTo(false))
                .body("lastRun", nullValue());
        TestStandings.back(subject);
        awaitRun(id);
    }

    @Test
    void whatALeaverPutOffIsNotDone() {
        TestStandings.gone(subject);
        String id = createTask();
        awaitTask(id, "failed");
        api.request()
                .get("/v1/tasks/{id}", id)
                .then()
                .body("error.code", equalTo("TASK_OWNER_GONE"))
                .body("attempt", equalTo(1));
        assertThat(api.messages(session).jsonPath().getList("items")).isEmpty();
        TestStandings.lowered(subject, "tasks:write");
        String lowered = createTask();
        awaitTask(lowered, "failed");
        api.request().get("/v1/tasks/{id}", lowered).then().body("error.code", equalTo("FORBIDDEN"));
        TestStandings.back(subject);
        awaitTask(createTask(), "succeeded");
    }

    @Test
    void whoOfferedASessionToAnotherOrganizationAnswersItOnlyWhileHeIsAMember() {
        Api other = Api.ofNewOrganization();
        String theirs = other.createSession();
        String permission = api.request()
                .body(Map.of("organizationId", other.organization().toString()))
                .post("/v1/sessions/{id}/senders", session)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        other.request()
                .post("/v1/sessions/{id}/receivers/{permission}/accept", theirs, permission)
                .then()
                .statusCode(200);
        send(other, theirs).body("reply", containsString("hello"));
        TestStandings.gone(subject);
        send(other, theirs)
                .body("status", equalTo("failed"))
                .body("error.code", equalTo("TASK_OWNER_GONE"))
                .body("error.detail", equalTo("The receiver could not answer."));
    }

    private ValidatableResponse send(Api as, String from) {
        return as.request()
                .body(Map.of("to", session, "message", "hello"))
                .post("/v1/sessions/{id}/send", from)
                .then()
                .statusCode(200);
    }

    private String createSchedule() {
        return api.request()
                .body("{\"name\":\"n\",\"cron\":\"0 8 * * *\",\"task\":" + task() + "}")
                .post("/v1/schedules")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Put off, and due by now. */
    private String createTask() {
        String put = ",\"runAt\":\"" + Instant.now().plusSeconds(3600) + "\"}";
        String id = api.request()
                .body(task().replaceAll("}$", put))
                .post("/v1/tasks")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Database.run("UPDATE session.tasks SET run_at = created_at + interval '1 millisecond' WHERE id = '" + id + "'");
        return id;
    }

    private String task() {
        return "{\"kind\":\"chat\",\"sessionId\":\"%s\",\"input\":{\"prompts\":[\"Good morning.\"]}}"
                .formatted(session);
    }

    private static void makeDue(String id) {
        Database.run("UPDATE session.schedules SET next_at = now() - interval '1 second' WHERE id = '" + id + "'");
    }

    private void awaitPaused(String id, String reason) {
        Eventually.within(
                SOON,
                () -> api.request()
                        .get("/v1/schedules/{id}", id)
                        .then()
                        .body("paused", equalTo(true))
                        .body("pausedBecause", equalTo(reason)));
    }

    private void awaitRun(String id) {
        Eventually.within(
                SOON,
                () -> assertThat(api.request()
                                .get("/v1/schedules/{id}", id)
                                .jsonPath()
                                .getString("lastRun.taskId"))
                        .isNotNull());
    }

    private void awaitTask(String id, String status) {
        Eventually.within(
                SOON, () -> api.request().get("/v1/tasks/{id}", id).then().body("status", equalTo(status)));
    }
}
