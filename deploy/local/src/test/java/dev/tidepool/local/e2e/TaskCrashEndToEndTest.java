package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.local.TestSuite;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two session services share a queue; the one that runs a task is killed in the middle of it. */
class TaskCrashEndToEndTest {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Test
    void aKilledInstancesTaskGoesOnFromItsCheckpointElsewhereAndEndsOnce() throws Exception {
        try (SlowProvider provider = new SlowProvider("three")) {
            TestSuite suite =
                    TestSuite.start(Map.of("TIDEPOOL_MODEL_BASE_URL", provider.url(), "TIDEPOOL_TASK_LEASE", "6s"));
            try (SecondSession doomed = SecondSession.startBeside(suite.process("session"))) {
                crash(suite, doomed, provider);
            } finally {
                suite.stop();
            }
        }
    }

    private static void crash(TestSuite suite, SecondSession doomed, SlowProvider provider) throws Exception {
        Api owner = new Api(suite.value("TIDEPOOL_URL"), suite.apiKey());
        String session =
                owner.post("/v1/sessions", "{\"model\":\"echo\"}").expect(201).text("id");
        String task = owner.post(
                        "/v1/tasks", """
                        {"kind":"chat","sessionId":"%s","runAt":"%s",
                         "input":{"prompts":["one","two","three","four","five"]}}""".formatted(session, Instant.now().plusSeconds(10)))
                .expect(201)
                .text("id");
        // When the task falls due only the other instance is awake.
        ProcessHandle survivor = suite.process("session");
        signal(survivor, "STOP");
        try {
            await().atMost(LIMIT).until(() -> provider.asked().contains("three"));
            doomed.kill();
        } finally {
            signal(survivor, "CONT");
        }
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> owner.get("/v1/tasks/" + task).text("status").equals("succeeded"));

        JsonNode ended = owner.get("/v1/tasks/" + task).expect(200).json();
        assertThat(ended.path("attempt").asInt()).isEqualTo(2);
        assertThat(ended.at("/error/code").asText()).isEqualTo("TASK_WORKER_LOST");
        assertThat(ended.at("/result/answers")).hasSize(5);
        assertThat(ended.at("/result/reply").asText()).isEqualTo("Heard: five");
        // What was answered before the crash was not asked again.
        assertThat(provider.asked()).containsExactly("one", "two", "three", "three", "four", "five");
        JsonNode messages = owner.get("/v1/sessions/" + session + "/messages?limit=100")
                .expect(200)
                .json()
                .path("items");
        assertThat(messages.findValuesAsText("content"))
                .containsExactly(
                        "one",
                        "Heard: one",
                        "two",
                        "Heard: two",
                        "three",
                        "Heard: three",
                        "four",
                        "Heard: four",
                        "five",
                        "Heard: five");
        assertThat(suite.log("session").lines().filter(line -> line.contains("event=task_completed task=" + task)))
                .hasSize(1);
    }

    private static void signal(ProcessHandle process, String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
