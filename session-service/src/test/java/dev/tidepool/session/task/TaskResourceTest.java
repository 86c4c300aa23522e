package dev.tidepool.session.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class TaskResourceTest {

    private static final String DUE = "now()";
    private static final String LATER = Instant.now().plus(Duration.ofDays(1)).toString();

    private final Api api = Api.ofNewOrganization();
    private final Api stranger = Api.ofNewOrganization();

    @BeforeEach
    @AfterEach
    void emptyTheQueue() {
        Database.run("DELETE FROM session.tasks WHERE status = 'queued'");
    }

    @Test
    void tellsWhatWasAskedFor() {
        String session = api.createSession();
        Response created = create(Map.of(
                "kind",
                "scripted",
                "sessionId",
                session,
                "input",
                Map.of("do", "succeed"),
                "priority",
                "high",
                "runAt",
                LATER,
                "timeoutSeconds",
                60,
                "maxAttempts",
                5));
        String id = created.then()
                .statusCode(201)
                .body("status", equalTo("queued"))
                .body("sessionId", equalTo(session))
                .body("priority", equalTo("high"))
                .body("timeoutSeconds", equalTo(60))
                .body("maxAttempts", equalTo(5))
                .body("attempt", equalTo(0))
                .body("endedAt", nullValue())
                .extract()
                .path("id");
        assertThat(created.header("Location")).isEqualTo("/v1/tasks/" + id);
        read(id).then().statusCode(200).body("input.do", equalTo("succeed")).body("progress.percent", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind | \"unknown\"",
                "kind | \"Scripted\"",
                "priority | \"urgent\"",
                "runAt | \"tomorrow\"",
                "runAt | \"2999-01-01T00:00:00Z\"",
                "timeoutSeconds | 0",
                "timeoutSeconds | 3601",
                "timeoutSeconds | \"60\"",
                "maxAttempts | 0",
                "maxAttempts | 11",
                "idempotencyKey | \"\"",
                "idempotencyKey | \"with space\"",
                "input | {\"do\":\"\\u0000\"}",
                "input | []"
            })
    void refusesAFieldThatIsNotAcceptable(String field, String value) {
        Map<String, String> members = new HashMap<>(Map.of("kind", "\"scripted\"", "input", "{\"do\":\"succeed\"}"));
        members.put(field, value);
        String body = members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
        api.request()
                .body("{" + body + "}")
                .post("/v1/tasks")
                .then()
                .statusCode(400)
                .body("field", equalTo(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "3", "null", "{}", "{\"kind\":\"scripted\"}"})
    void asksForAKindAndWhatItNeeds(String body) {
        api.request().body(body).post("/v1/tasks").then().statusCode(400);
    }

    @Test
    void theLimitsThemselvesAreAllowed() {
        Map<String, ?> body = Map.of(
                "kind",
                "scripted",
                "input",
                Map.of("do", "succeed", "more", "x".repeat(262_144 - "{\"do\":\"succeed\",\"more\":\"\"}".length())),
                "runAt",
                Instant.now().plus(Duration.ofDays(30)).minusSeconds(60).toString(),
                "timeoutSeconds",
                3600,
                "maxAttempts",
                10,
                "idempotencyKey",
                "k".repeat(128));
        create(body).then().statusCode(201);
        Map<String, Object> larger = new HashMap<>(body);
        larger.put("input", Map.of("do", "succeed", "more", "x".repeat(262_144)));
        create(larger).then().statusCode(400).body("field", equalTo("input"));
    }

    @Test
    void aRepeatWithTheSameKeyIsTheFirstTask() {
        Map<String, Object> body = new HashMap<>(later("succeed"));
        body.put("idempotencyKey", "once");
        String id = create(body).then().statusCode(201).extract().path("id");
        create(body).then().statusCode(200).body("id", equalTo(id));
        body.put("input", Map.of("do", "fail"));
        create(body)
                .then()
                .statusCode(409)
                .body("code", equalTo("IDEMPOTENCY_KEY_REUSED"))
                .body("detail", containsString(id));
        // Another organisation's keys are its own.
        stranger.request().body(body).post("/v1/tasks").then().statusCode(201);
    }

    @Test
    void listsTheNewestFirstInPages() {
        String first = create(later("succeed")).then().extract().path("id");
        String second = create(later("succeed")).then().extract().path("id");
        String third = create(later("succeed")).then().extract().path("id");
        String cursor = api.request()
                .get("/v1/tasks?limit=2&kind=scripted")
                .then()
                .statusCode(200)
                .body("items.id", contains(third, second))
                .body("items[0]", not(hasKey("input")))
                .extract()
                .path("nextCursor");
        api.request()
                .get("/v1/tasks?limit=2&kind=scripted&cursor=" + cursor)
                .then()
                .body("items.id", contains(first))
                .body("nextCursor", nullValue());
        api.request().get("/v1/tasks?status=running").then().body("items", hasSize(0));
        api.request().get("/v1/tasks?status=done").then().statusCode(400).body("field", equalTo("status"));
        api.request().get("/v1/tasks?kind=a%00").then().statusCode(400).body("field", equalTo("kind"));
        api.request().get("/v1/tasks?cursor=x").then().statusCode(400);
        for (String limit : List.of("many", "0", "101")) {
            api.request().get("/v1/tasks?limit=" + limit).then().statusCode(400).body("field", equalTo("limit"));
        }
    }

    @Test
    void anotherOrganizationsTasksAndSessionsDoNotExist() {
        String id = create(later("succeed")).then().extract().path("id");
        for (String unseen : List.of(id, UUID.randomUUID().toString(), "no-id")) {
            stranger.request()
                    .get("/v1/tasks/{id}", unseen)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("TASK_NOT_FOUND"));
            stranger.request().post("/v1/tasks/{id}/cancel", unseen).then().statusCode(404);
        }
        stranger.request().get("/v1/tasks").then().body("items", hasSize(0));
        create(Map.of("kind", "scripted", "input", Map.of("do", "succeed"), "sessionId", stranger.createSession()))
                .then()
                .statusCode(404)
                .body("code", equalTo("SESSION_NOT_FOUND"));
        read(id).then().body("status", equalTo("queued"));
    }

    @Test
    void aWaitingTaskIsCancelledAtOnceAndOnlyOnce() {
        String id = create(later("succeed")).then().extract().path("id");
        String ended = cancel(id)
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"))
                .extract()
                .path("endedAt");
        cancel(id).then().statusCode(200).body("endedAt", equalTo(ended));
    }

    @Test
    void anOrganizationsShareOfTheQueueIsKept() {
        fill(api, 999, DUE);
        create(now()).then().statusCode(201);
        fill(api, 1, DUE);
        create(now())
                .then()
                .statusCode(429)
                .body("code", equalTo("TOO_MANY_TASKS"))
                .header("Retry-After", equalTo("10"));
        create(later("succeed")).then().statusCode(201);
        stranger.request().body(now()).post("/v1/tasks").then().statusCode(201);
    }

    @Test
    void theQueueHasAnEndButARestForWhoeverHasFewTasks() {
        for (int count = 0; count < 2; count++) {
            fill(Api.ofNewOrganization(), 1000, DUE);
        }
        fill(api, 9, DUE);
        create(now()).then().statusCode(201);
        fill(api, 1, DUE);
        create(now()).then().statusCode(503).body("code", equalTo("TASK_QUEUE_FULL"));
        create(later("succeed")).then().statusCode(201);
    }

    @Test
    void whatIsPutOffIsInNobodysWay() {
        for (int count = 0; count < 3; count++) {
            fill(Api.ofNewOrganization(), 1000, "now() + interval '30 days'");
        }
        create(now()).then().statusCode(201);
    }

    @Test
    void whatIsPutOffHasALimitOfItsOwnByTier() {
        Api small = Api.ofTier(Tier.OPEN_SOURCE);
        fill(small, 200, "now() + interval '30 days'");
        fill(api, 200, "now() + interval '30 days'");
        small.request()
                .body(later("succeed"))
                .post("/v1/tasks")
                .then()
                .statusCode(429)
                .body("code", equalTo("TOO_MANY_TASKS"));
        small.request().body(now()).post("/v1/tasks").then().statusCode(201);
        create(later("succeed")).then().statusCode(201);
    }

    private Response create(Map<String, ?> body) {
        return api.request().body(body).post("/v1/tasks");
    }

    private Response read(String id) {
        return api.request().get("/v1/tasks/{id}", id);
    }

    private Response cancel(String id) {
        return api.request().post("/v1/tasks/{id}/cancel", id);
    }

    private static Map<String, ?> later(String what) {
        return Map.of("kind", "scripted", "input", Map.of("do", what), "runAt", LATER);
    }

    private static Map<String, ?> now() {
        return Map.of("kind", "scripted", "input", Map.of("do", "succeed"));
    }

    /** Of a kind that nobody runs here. */
    private static void fill(Api whose, int tasks, String runAt) {
        Database.run("""
                INSERT INTO session.tasks (id, organization_id, kind, member, input, priority, rank, status, run_at,
                    timeout_seconds, max_attempts, created_at, updated_at)
                SELECT gen_random_uuid(), '%s', 'of_another_instance', '{}', '{}', 'normal', now(), 'queued', %s, 60, 1,
                    now(), now()
                FROM generate_series(1, %d)""".formatted(whose.organization(), runAt, tasks));
    }
}
