package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The session service is killed while it stores and while it streams; and Redis goes away under its reads. */
class SessionCrashEndToEndTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int WRITERS = 8;
    private static final int EACH = 40;

    private final Running suite = Running.suite();
    private final Api owner = suite.owner();

    @Test
    void everyAcknowledgedMessageIsThereOnceAfterAKillInTheMiddleOfAppends() throws Exception {
        String session = owner.post("/v1/sessions", "{}").expect(201).text("id");
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        List<Callable<Void>> writers = IntStream.range(0, WRITERS)
                .<Callable<Void>>mapToObj(writer -> () -> {
                    for (int number = 0; number < EACH; number++) {
                        appendUntilAcknowledged(session, "w" + writer + "-" + number, acknowledged);
                    }
                    return null;
                })
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<Void>> running = writers.stream().map(threads::submit).toList();
            await().atMost(LIMIT).until(() -> acknowledged.size() > WRITERS * EACH / 4);
            suite.stop("session");
            int before = acknowledged.size();
            suite.recover("session");
            for (Future<Void> writer : running) {
                writer.get();
            }
            assertThat(before).as("it was killed in the middle").isLessThan(WRITERS * EACH);
        }
        List<JsonNode> messages = messages(session);
        assertThat(messages).hasSize(WRITERS * EACH);
        assertThat(messages)
                .extracting(message -> message.path("sequence").asLong())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, WRITERS * EACH).boxed().toList());
        assertThat(messages)
                .allSatisfy(message -> assertThat(message.path("id").asText())
                        .isEqualTo(
                                acknowledged.get(message.path("idempotencyKey").asText())));
    }

    @Test
    void aStreamThatAKillBrokeOffLeavesBothSidesOrNeither() throws Exception {
        String session = owner.post("/v1/sessions", "{}").expect(201).text("id");
        try (InputStream stream = owner.stream(
                "/v1/chat/completions",
                "{\"model\":\"stand-in-patient\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"go on\"}]}",
                Map.of("X-Session-Id", session))) {
            assertThat(new String(stream.readNBytes(500), StandardCharsets.UTF_8))
                    .contains("\"on \"");
            suite.stop("session");
            assertThat(restOf(stream)).doesNotContain("[DONE]");
        }
        suite.recover("session");
        await().atMost(LIMIT)
                .untilAsserted(() -> owner.get("/v1/sessions/" + session).expect(200));
        List<JsonNode> left = messages(session);
        assertThat(left)
                .extracting(message -> message.path("role").asText())
                .isIn(List.of(), List.of("user", "assistant"));
        assertThat(left)
                .filteredOn(message -> message.path("role").asText().equals("assistant"))
                .allSatisfy(
                        message -> assertThat(message.path("status").asText()).isEqualTo("partial"));
        owner.post(
                        "/v1/chat/completions",
                        "{\"model\":\"stand-in\",\"messages\":[{\"role\":\"user\",\"content\":\"again\"}]}",
                        Map.of("X-Session-Id", session))
                .expect(200);
        assertThat(messages(session)).hasSize(left.size() + 2);
    }

    @Test
    void readsAreRightWhileRedisIsAwayAndWhenItIsBack() {
        String session = owner.post("/v1/sessions", "{}").expect(201).text("id");
        owner.get("/v1/sessions/" + session).expect(200);
        owner.get("/v1/sessions/" + session).expect(200);
        suite.freezeRedis();
        try {
            say(session, "one", "k-1");
            assertThat(count(session)).isOne();
        } finally {
            suite.thawRedis();
        }
        await().atMost(LIMIT).untilAsserted(() -> assertThat(count(session)).isOne());
        suite.stop("redis");
        try {
            say(session, "two", "k-2");
            assertThat(count(session)).isEqualTo(2);
        } finally {
            suite.recover("redis");
        }
        say(session, "three", "k-3");
        assertThat(count(session)).isEqualTo(3);
    }

    private int count(String session) {
        return owner.get("/v1/sessions/" + session)
                .expect(200)
                .json()
                .path("messageCount")
                .asInt();
    }

    private void appendUntilAcknowledged(String session, String key, Map<String, String> acknowledged) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> {
            Optional<Answer> answer = attempt(session, key);
            answer.ifPresent(
                    told -> assertThat(acknowledged.put(key, told.text("id"))).isNull());
            return answer.isPresent();
        });
    }

    /** Empty when the gateway could not reach the service, or lost it: the client does not know whether it was stored. */
    private Optional<Answer> attempt(String session, String key) {
        Answer answer = owner.post("/v1/sessions/" + session + "/messages", body(key, key));
        if (answer.status() >= 500) {
            return Optional.empty();
        }
        assertThat(answer.status()).isIn(200, 201);
        return Optional.of(answer);
    }

    private void say(String session, String content, String key) {
        owner.post("/v1/sessions/" + session + "/messages", body(content, key)).expect(201);
    }

    private static String body(String content, String key) {
        return "{\"role\":\"user\",\"content\":\"%s\",\"idempotencyKey\":\"%s\"}".formatted(content, key);
    }

    private List<JsonNode> messages(String session) {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = owner.get("/v1/sessions/" + session + "/messages?limit=100" + cursor)
                    .expect(200)
                    .json();
            page.path("items").forEach(all::add);
            cursor = page.path("nextCursor").isTextual()
                    ? "&cursor=" + page.path("nextCursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        return all;
    }

    private static String restOf(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException brokenOff) {
            return "";
        }
    }
}
