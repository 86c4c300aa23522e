package dev.tidepool.session.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class ScheduleResourceTest {

    private static final Duration SOON = Duration.ofMinutes(1);

    @Inject
    ScheduleClock clock;

    private final Api api = Api.ofNewOrganization();
    private final Api stranger = Api.ofNewOrganization();
    private String session;

    @AfterEach
    void stopAll() {
        Database.run("DELETE FROM session.schedules");
    }

    @Test
    void tellsWhatWasAskedForAndWhenItComes() {
        Response created = create(Map.of("cron", "30 8 * * MON-FRI", "timeZone", "Europe/Berlin", "missed", "skip"));
        String id = created.then()
                .statusCode(201)
                .body("name", equalTo("morning"))
                .body("timeZone", equalTo("Europe/Berlin"))
                .body("paused", equalTo(false))
                .body("missed", equalTo("skip"))
                .body("task.kind", equalTo("chat"))
                .body("task.sessionId", equalTo(session))
                .body("task.input.prompts", contains("Good morning."))
                .body("lastRun", nullValue())
                .extract()
                .path("id");
        assertThat(created.header("Location")).isEqualTo("/v1/schedules/" + id);
        JsonPath read = read(id);
        List<String> next = api.request()
                .get("/v1/schedules/{id}/next?limit=3", id)
                .then()
                .statusCode(200)
                .body("times", hasSize(3))
                .extract()
                .path("times");
        assertThat(next.getFirst()).isEqualTo(read.getString("nextAt"));
        assertThat(Instant.parse(next.getFirst())).isAfter(Instant.now());
        for (String list : List.of("", "/" + id + "/next")) {
            api.request()
                    .get("/v1/schedules" + list + "?limit=many")
                    .then()
                    .statusCode(400)
                    .body("field", equalTo("limit"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name | null",
                "name | \" \"",
                "cron | null",
                "cron | \"* * * *\"",
                "cron | \"0 0 30 2 *\"",
                "cron | 5",
                "timeZone | \"Europe/Atlantis\"",
                "missed | \"all\"",
                "paused | \"no\"",
                "task | null",
                "task | {\"kind\":\"chat\",\"runAt\":\"2026-01-01T00:00:00Z\"}",
                "task | {\"kind\":\"chat\",\"idempotencyKey\":\"k\"}"
            })
    void refusesAFieldThatIsNotAcceptable(String field, String value) {
        String valid = "\"name\":\"n\",\"cron\":\"0 0 * * *\",\"task\":%s".formatted(task());
        String body = field.equals("name") || field.equals("cron") || field.equals("task")
                ? valid.replaceFirst("\"" + field + "\":(\"[^\"]*\"|\\{.*\\})", "\"" + field + "\":" + value)
                : valid + ",\"" + field + "\":" + value;
        api.request()
                .body("{" + body + "}")
                .post("/v1/schedules")
                .then()
                .statusCode(400)
                .body("field", equalTo(field));
    }

    @Test
    void aTaskThatCannotBeIsRefusedWithItsOwnField() {
        api.request()
                .body("{\"name\":\"n\",\"cron\":\"0 0 * * *\",\"task\":{\"kind\":\"none\"}}")
                .post("/v1/schedules")
                .then()
                .statusCode(400)
                .body("field", equalTo("kind"));
    }

    @Test
    void isPausedAndResumed() {
        String id = create(Map.of()).then().extract().path("id");
        post(id, "pause").then().statusCode(200).body("paused", equalTo(true)).body("nextAt", nullValue());
        post(id, "pause").then().statusCode(200).body("paused", equalTo(true));
        post(id, "resume").then().statusCode(200).body("paused", equalTo(false)).body("nextAt", notNullValue());
    }

    @Test
    void isReplaced() {
        String id = create(Map.of()).then().extract().path("id");
        api.request()
                .body("{\"name\":\"evening\",\"cron\":\"0 20 * * *\",\"paused\":true,\"task\":%s}".formatted(task()))
                .put("/v1/schedules/{id}", id)
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("name", equalTo("evening"))
                .body("timeZone", equalTo("UTC"))
                .body("paused", equalTo(true));
        assertThat(read(id).getString("cron")).isEqualTo("0 20 * * *");
    }

    @Test
    void runsNowAlsoWhilePaused() {
        String id = create(Map.of("paused", true)).then().extract().path("id");
        String task = post(id, "run").then().statusCode(201).extract().path("taskId");
        Eventually.within(SOON, () -> assertThat(statusOf(task)).isEqualTo("succeeded"));
        assertThat(api.messages(session).jsonPath().getList("items")).hasSize(2);
    }

    @Test
    void runsWhenItsTimeHasCome() {
        String id = create(Map.of()).then().extract().path("id");
        makeDue(id, "1 second");
        Eventually.within(
                SOON, () -> assertThat(read(id).getString("lastRun.taskId")).isNotNull());
        String task = read(id).getString("lastRun.taskId");
        Eventually.within(SOON, () -> assertThat(statusOf(task)).isEqualTo("succeeded"));
        assertThat(Instant.parse(read(id).getString("nextAt"))).isAfter(Instant.now());
    }

    @Test
    void eachTimeMakesOneTaskHoweverManyLook() throws Throwable {
        String id = create(Map.of()).then().extract().path("id");
        makeDue(id, "1 second");
        VertxContextSupport.subscribeAndAwait(() -> Multi.createFrom()
                .range(0, 16)
                .onItem()
                .transformToUni(number -> clock.look())
                .merge(16)
                .collect()
                .last());
        Eventually.within(
                SOON, () -> assertThat(read(id).getString("lastRun.taskId")).isNotNull());
        api.request().get("/v1/tasks").then().body("items", hasSize(1));
    }

    @Test
    void oneRunMakesUpForAllThatWereMissed() {
        String id = create(Map.of("cron", "* * * * *")).then().extract().path("id");
        makeDue(id, "3 hours");
        Eventually.within(
                SOON, () -> assertThat(read(id).getString("lastRun.taskId")).isNotNull());
        assertThat(Database.count(
                        "SELECT count(*) FROM session.tasks WHERE idempotency_key LIKE 'schedule " + id + " %'"))
                .isBetween(1L, 2L);
    }

    @Test
    void missedRunsAreLeftOutIfSoWished() {
        String id = create(Map.of("missed", "skip")).then().extract().path("id");
        makeDue(id, "3 hours");
        Eventually.within(
                SOON,
                () -> assertThat(Instant.parse(read(id).getString("nextAt"))).isAfter(Instant.now()));
        assertThat(read(id).getString("lastRun")).isNull();
        api.request().get("/v1/tasks").then().body("items", hasSize(0));
    }

    @Test
    void aUsersKeyIsNoneOfTheClocks() {
        String id = create(Map.of()).then().extract().path("id");
        Instant due = Instant.parse("2026-01-01T00:00:00Z");
        String key = "schedule:" + id + ":" + due;
        api.request()
                .body(Map.of("kind", "scripted", "input", Map.of("do", "succeed"), "idempotencyKey", key))
                .post("/v1/tasks")
                .then()
                .statusCode(201);
        Database.run("UPDATE session.schedules SET next_at = '%s' WHERE id = '%s'".formatted(due, id));
        Eventually.within(
                SOON, () -> assertThat(read(id).getString("lastRun.taskId")).isNotNull());
    }

    @Test
    void aScheduleWhoseZoneIsGoneIsPausedAndHoldsUpNoOther() {
        String id = create(Map.of()).then().extract().path("id");
        String other = create(Map.of()).then().extract().path("id");
        Database.run("UPDATE session.schedules SET zone = 'Europe/Atlantis' WHERE id = '" + id + "'");
        makeDue(id, "1 minute");
        makeDue(other, "1 second");
        Eventually.within(
                SOON,
                () -> assertThat(Database.count(
                                "SELECT count(*) FROM session.schedules WHERE next_at IS NULL AND id = '" + id + "'"))
                        .isOne());
        Eventually.within(
                SOON, () -> assertThat(read(other).getString("lastRun.taskId")).isNotNull());
        assertThat(read(id).getBoolean("paused")).isTrue();
        api.request().get("/v1/schedules").then().statusCode(200).body("items", hasSize(2));
        api.request().delete("/v1/schedules/{id}", id).then().statusCode(204);
    }

    @Test
    void aListDoesNotHaveTheInputs() {
        String id = create(Map.of()).then().extract().path("id");
        api.request()
                .get("/v1/schedules")
                .then()
                .body("items[0].id", equalTo(id))
                .body("items[0].task.kind", equalTo("chat"))
                .body("items[0].task.input", nullValue());
        assertThat(read(id).getList("task.input.prompts")).containsExactly("Good morning.");
    }

    @Test
    void anOrganizationHasAHundredAtMost() {
        String id = create(Map.of("paused", true)).then().extract().path("id");
        Database.run("""
                INSERT INTO session.schedules SELECT (jsonb_populate_record(schedules,
                    jsonb_build_object('id', gen_random_uuid()))).* FROM session.schedules, generate_series(1, 98)
                WHERE id = '%s'""".formatted(id));
        create(Map.of("paused", true)).then().statusCode(201);
        create(Map.of("paused", true)).then().statusCode(409).body("code", equalTo("TOO_MANY_SCHEDULES"));
        String cursor = api.request()
                .get("/v1/schedules?limit=99")
                .then()
                .body("items", hasSize(99))
                .extract()
                .path("nextCursor");
        api.request()
                .get("/v1/schedules?limit=99&cursor=" + cursor)
                .then()
                .body("items", hasSize(1))
                .body("nextCursor", nullValue());
    }

    @Test
    void anotherOrganizationsSchedulesDoNotExist() {
        String id = create(Map.of()).then().extract().path("id");
        for (String unseen : List.of(id, UUID.randomUUID().toString(), "no-id")) {
            stranger.request()
                    .get("/v1/schedules/{id}", unseen)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("SCHEDULE_NOT_FOUND"));
            stranger.request().get("/v1/schedules/{id}/next", unseen).then().statusCode(404);
            for (String verb : List.of("pause", "resume", "run")) {
                stranger.request()
                        .post("/v1/schedules/{id}/" + verb, unseen)
                        .then()
                        .statusCode(404);
            }
            stranger.request().delete("/v1/schedules/{id}", unseen).then().statusCode(404);
        }
        stranger.request().get("/v1/schedules").then().body("items", hasSize(0));
        api.request().delete("/v1/schedules/{id}", id).then().statusCode(204);
        api.request().get("/v1/schedules/{id}", id).then().statusCode(404);
    }

    private Response create(Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(Map.of("name", "morning", "cron", "0 8 * * *"));
        body.put("task", task());
        body.putAll(more);
        String json = body.entrySet().stream()
                .map(member -> "\"%s\":%s".formatted(member.getKey(), json(member)))
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
        return api.request().body("{" + json + "}").post("/v1/schedules");
    }

    private static String json(Map.Entry<String, Object> member) {
        return member.getKey().equals("task") || member.getValue() instanceof Boolean
                ? member.getValue().toString()
                : "\"" + member.getValue() + "\"";
    }

    private String task() {
        if (session == null) {
            session = api.createSession();
        }
        return "{\"kind\":\"chat\",\"sessionId\":\"%s\",\"input\":{\"prompts\":[\"Good morning.\"]}}"
                .formatted(session);
    }

    private static void makeDue(String id, String ago) {
        Database.run("UPDATE session.schedules SET next_at = now() - interval '%s' WHERE id = '%s'".formatted(ago, id));
    }

    private Response post(String id, String verb) {
        return api.request().post("/v1/schedules/{id}/" + verb, id);
    }

    private JsonPath read(String id) {
        return api.request()
                .get("/v1/schedules/{id}", id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private String statusOf(String task) {
        return api.request()
                .get("/v1/tasks/{id}", task)
                .then()
                .statusCode(200)
                .extract()
                .path("status");
    }
}
