package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TaskEndToEndTest {

    private static final Duration SOON = Duration.ofMinutes(1);

    private final Running suite = Running.suite();
    private final Api owner = suite.owner();

    @Test
    void aChatRunsInTheBackground() {
        String session = owner.post("/v1/sessions", "{}").expect(201).text("id");
        String request = """
                {"kind":"chat","sessionId":"%s","idempotencyKey":"%s",
                 "input":{"prompts":["The tide is high.","What is high?"]}}""".formatted(session, session);
        String task = owner.post("/v1/tasks", request).expect(201).text("id");
        assertThat(owner.post("/v1/tasks", request).expect(200).text("id")).isEqualTo(task);
        await().atMost(SOON).until(() -> status(task).equals("succeeded"));
        Answer history = owner.get("/v1/sessions/" + session + "/messages").expect(200);
        assertThat(history.json().at("/items")).hasSize(4);
        assertThat(history.text("items.3.content"))
                .isEqualTo(owner.get("/v1/tasks/" + task).expect(200).text("result.reply"))
                .contains("The tide is high");
    }

    @Test
    void aTaskIsFollowedInItsOwnRoomByWhoMayReadTasks() {
        String session = owner.post("/v1/sessions", "{}").expect(201).text("id");
        String task = owner.post(
                        "/v1/tasks", """
                        {"kind":"chat","sessionId":"%s","runAt":"%s","input":{"prompts":["Later."]}}""".formatted(session, Instant.now().plus(Duration.ofHours(1))))
                .expect(201)
                .text("id");
        Rooms follower = new Rooms();
        Rooms other = new Rooms();
        WebSocket following = keyWith("tasks:read").socket("/v1/realtime", follower);
        WebSocket reading = keyWith("sessions:read").socket("/v1/realtime", other);
        follower.join(following, "task:" + task);
        other.join(reading, "session:" + session);
        reading.sendText("{\"type\":\"subscribe\",\"room\":\"task:" + task + "\"}", true)
                .join();
        other.await("error", message -> message.path("code").asText().equals("forbidden"));
        owner.post("/v1/tasks/" + task + "/cancel", "").expect(200);
        assertThat(follower.awaitEvent("task:cancelled")
                        .at("/payload/data/taskId")
                        .asText())
                .isEqualTo(task);
        owner.post("/v1/sessions/" + session + "/close", "{}").expect(200);
        other.awaitEvent("session:closed");
        assertThat(other.received())
                .noneMatch(message -> message.at("/payload/event").asText().startsWith("task:"));
    }

    private Api keyWith(String scope) {
        return suite.as(owner.post("/v1/api-keys", "{\"name\":\"of a room\",\"scopes\":[\"" + scope + "\"]}")
                .expect(201)
                .text("apiKey"));
    }

    @Test
    void aTaskThatIsPutOffIsCancelled() {
        String session = owner.post("/v1/sessions", "{}").expect(201).text("id");
        String task = owner.post(
                        "/v1/tasks", """
                        {"kind":"chat","sessionId":"%s","runAt":"%s","input":{"prompts":["Later."]}}""".formatted(session, Instant.now().plus(Duration.ofHours(1))))
                .expect(201)
                .text("id");
        assertThat(owner.post("/v1/tasks/" + task + "/cancel", "").expect(200).text("status"))
                .isEqualTo("cancelled");
        suite.as(suite.freshOwner("correct horse battery").text("tokens.access_token"))
                .get("/v1/tasks/" + task)
                .expectProblem(404, "TASK_NOT_FOUND");
    }

    @Test
    void aScheduleRunsItsTaskNowAndTellsItsTimes() {
        String session = owner.post("/v1/sessions", "{}").expect(201).text("id");
        String schedule =
                owner.post("/v1/schedules", """
                        {"name":"weekdays","cron":"30 8 * * MON-FRI","timeZone":"Europe/Berlin","paused":true,
                         "task":{"kind":"chat","sessionId":"%s","input":{"prompts":["Good morning."]}}}""".formatted(session)).expect(201).text("id");
        assertThat(owner.get("/v1/schedules/" + schedule + "/next?limit=5")
                        .expect(200)
                        .json()
                        .at("/times"))
                .hasSize(5);
        String task =
                owner.post("/v1/schedules/" + schedule + "/run", "").expect(201).text("taskId");
        await().atMost(SOON).until(() -> status(task).equals("succeeded"));
        owner.post("/v1/schedules", "{\"name\":\"n\",\"cron\":\"61 * * * *\",\"task\":{\"kind\":\"chat\"}}")
                .expectProblem(400, "INVALID_FIELD");
        owner.delete("/v1/schedules/" + schedule).expect(204);
    }

    private String status(String task) {
        return owner.get("/v1/tasks/" + task).expect(200).text("status");
    }
}
