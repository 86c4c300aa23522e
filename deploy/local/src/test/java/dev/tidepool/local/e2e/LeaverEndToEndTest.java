package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidepool.kernel.test.Slow;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A key is revoked: what was to run later in its name does not run, and says why. */
@Slow
class LeaverEndToEndTest {

    /** Schedules come each minute at most. */
    private static final Duration SOON = Duration.ofMinutes(3);

    private final Running suite = Running.suite();
    private final Api owner = suite.owner();

    @Test
    void schedulesAndTasksOfARevokedKeyDoNotRun() {
        Answer key = owner.post(
                        "/v1/api-keys",
                        "{\"name\":\"leaver\",\"scopes\":[\"tasks:read\",\"tasks:write\",\"chat:write\",\"sessions:read\"]}")
                .expect(201);
        Api leaver = suite.as(key.text("apiKey"));
        String work = "{\"kind\":\"chat\",\"sessionId\":\"%s\",\"input\":{\"prompts\":[\"Good morning.\"]}%s}";
        String session = owner.post("/v1/sessions", "{}").expect(201).text("id");
        String schedule = leaver.post(
                        "/v1/schedules",
                        "{\"name\":\"minutes\",\"cron\":\"* * * * *\",\"task\":%s}"
                                .formatted(work.formatted(session, "")))
                .expect(201)
                .text("id");
        String later = ",\"runAt\":\"" + Instant.now().plusSeconds(40) + "\"";
        String task = leaver.post("/v1/tasks", work.formatted(session, later))
                .expect(201)
                .text("id");
        owner.delete("/v1/api-keys/" + key.text("id")).expect(204);
        await().atMost(SOON)
                .until(() -> owner.get("/v1/schedules/" + schedule)
                        .expect(200)
                        .body()
                        .contains("owner_gone"));
        await().atMost(SOON)
                .until(() -> owner.get("/v1/tasks/" + task)
                        .expect(200)
                        .text("status")
                        .equals("failed"));
        assertThat(owner.get("/v1/tasks/" + task).expect(200).text("error.code"))
                .isEqualTo("TASK_OWNER_GONE");
        owner.delete("/v1/schedules/" + schedule).expect(204);
    }
}
