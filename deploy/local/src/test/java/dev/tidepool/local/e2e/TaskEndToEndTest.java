package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
    void aTaskThatIsPutOffIsCancelled() {
        String session = owner.post("/v1/sessions", "{}").expect(201).text("id");
        String task = owner.post("/v1/tasks", """
                        {"kind":"chat","sessionId":"%s","runAt":"%s","input":{"prompts":["Later."]}}""".formatted(
                                session, Instant.now().plus(Duration.ofHours(1))))
                .expect(201)
                .text("id");
        assertThat(owner.post("/v1/tasks/" + task + "/cancel", "").expect(200).text("status"))
                .isEqualTo("cancelled");
        suite.as(suite.freshOwner("correct horse battery").text("accessToken"))
                .get("/v1/tasks/" + task)
                .expectProblem(404, "TASK_NOT_FOUND");
    }

    private String status(String task) {
        return owner.get("/v1/tasks/" + task).expect(200).text("status");
    }
}
