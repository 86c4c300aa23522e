package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.kernel.test.FreePort;
import dev.tidepool.kernel.test.Slow;
import java.io.IOException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A session's socket through the gateway: with a client of others, on two instances, with one of them killed, without Redis. */
@EnabledOnOs(OS.LINUX)
@Slow
class SessionSocketEndToEndTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Running suite = Running.suite();
    private final String session =
            suite.owner().post("/v1/sessions", "{}").expect(201).text("id");

    @Test
    void theWsPackageSpeaksIsAnsweredComesBackAndIsToldOfTheEnd() throws Exception {
        JsonNode seen = NodeScript.run(
                "socket.mjs",
                Map.of(
                        "TIDEPOOL_URL", suite.variable("TIDEPOOL_URL"),
                        "TIDEPOOL_API_KEY", suite.variable("TIDEPOOL_API_KEY"),
                        "SESSION", session));
        assertThat(seen.path("streamedAll").asBoolean()).isTrue();
        assertThat(seen.path("ids").valueStream().map(JsonNode::asLong)).containsExactly(2L, 3L, 4L, 5L, 6L);
        assertThat(seen.path("contents").valueStream().map(JsonNode::asText).skip(2))
                .containsExactly("said and lost", "again");
        assertThat(seen.path("errors").toString()).isEqualTo("[\"INVALID_MESSAGE\"]");
        assertThat(seen.at("/closed/code").asInt()).isEqualTo(4409);
        assertThat(seen.at("/closed/reason").asText()).isEqualTo("session_closed");
    }

    @Test
    void anotherOrganizationHasNoSocketHere() {
        String stranger = suite.freshAgent("stranger").api().credential();
        assertThat(catchThrowable(() -> suite.as(stranger).socket("/v1/sessions/" + session + "/socket", new Rooms())))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("WebSocketHandshakeException");
    }

    /** Nothing was sent to the dead one: the other is asked at once. */
    @Test
    void everySocketOpensThoughOneOfTwoInstancesIsDead() throws IOException {
        String dead = "http://127.0.0.1:" + FreePort.find();
        try (SecondGateway gateway = SecondGateway.startBeside(
                suite.process("gateway"), Map.of("TIDEPOOL_SESSION_URL", dead + "," + suite.serviceUrl("session")))) {
            Api owner = gateway.as(suite.variable("TIDEPOOL_API_KEY"));
            for (int number = 0; number < 12; number++) {
                Rooms client = new Rooms();
                WebSocket socket = owner.socket(path(""), client);
                client.await("connected", message -> true);
                socket.abort();
            }
        }
    }

    /** Both see the same, in the same order; what one instance was killed over is said again to the other, and stands there once. */
    @Test
    void nothingIsLostNorSaidTwiceWhenAnInstanceIsKilled() throws Exception {
        try (SecondInstance instance = SecondInstance.startBeside("session", suite.process("session"), Map.of());
                SecondGateway gateway = SecondGateway.startBeside(
                        suite.process("gateway"), Map.of("TIDEPOOL_SESSION_URL", instance.url()))) {
            Rooms doomed = new Rooms();
            Rooms watcher = new Rooms();
            WebSocket lost = gateway.as(suite.variable("TIDEPOOL_API_KEY")).socket(path(""), doomed);
            WebSocket kept = suite.owner().socket(path(""), watcher);
            doomed.await("connected", message -> true);
            watcher.await("connected", message -> true);
            for (int number = 1; number <= 40; number++) {
                say(lost, number);
                if (number == 20) {
                    doomed.await(
                            "accepted", message -> message.path("ref").asText().equals("m5"));
                    instance.kill();
                }
            }
            doomed.awaitClose();
            long last = ids(doomed).isEmpty() ? 1 : ids(doomed).getLast();
            Rooms back = new Rooms();
            WebSocket again = suite.owner().socket(path("?lastEventId=" + last), back);
            for (int number = 1; number <= 40; number++) {
                say(again, number);
            }
            Awaitility.await().atMost(PATIENCE).until(() -> accepted(back) == 40);
            awaitEvents(watcher, 41);
            List<Long> both = new ArrayList<>(ids(doomed));
            awaitEvents(back, 41);
            both.addAll(ids(back));
            assertThat(both)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(2, 41).boxed().toList());
            assertThat(ids(watcher))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(2, 41).boxed().toList());
            assertThat(contents(watcher))
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 40)
                            .mapToObj(number -> "m" + number)
                            .toList());
            kept.abort();
            again.abort();
        }
    }

    @Test
    void withoutRedisTheEventsComeAllTheSame() {
        Rooms client = new Rooms();
        WebSocket socket = suite.owner().socket(path(""), client);
        client.await("connected", message -> true);
        suite.freezeRedis();
        try {
            say(socket, 1);
            awaitEvents(client, 2);
            suite.owner()
                    .post("/v1/sessions/" + session + "/messages", "{\"role\":\"user\",\"content\":\"by request\"}")
                    .expect(201);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(contents(client)).containsExactly("m1", "by request"));
        } finally {
            suite.thawRedis();
        }
        socket.abort();
    }

    /** Its time is told by whoever looks at it first: nobody has to mark it, and Redis has not to say so. */
    @Test
    void whoIsThereIsToldThatTheSessionsTimeIsUp() {
        String brief = suite.owner()
                .post("/v1/sessions", "{\"ttlSeconds\":60}")
                .expect(201)
                .text("id");
        Rooms client = new Rooms();
        suite.owner().socket("/v1/sessions/" + brief + "/socket", client);
        client.await("connected", message -> true);
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> client.received().stream()
                        .anyMatch(message -> message.path("type").asText().equals("session.expired")));
        assertThat(client.awaitClose()).isEqualTo(4410);
        assertThat(client.received())
                .filteredOn(message -> message.path("type").asText().equals("session.expired"))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.at("/data/sessionId").asText()).isEqualTo(brief);
                    assertThat(told.at("/data/expiredAt").asText()).isNotBlank();
                });
    }

    /** Its sockets are sent away, and do not keep it from ending. */
    @Test
    void anInstanceThatStopsSendsItsSocketsAwayAndEndsSoon() throws Exception {
        try (SecondInstance instance = SecondInstance.startBeside("session", suite.process("session"), Map.of());
                SecondGateway gateway = SecondGateway.startBeside(
                        suite.process("gateway"), Map.of("TIDEPOOL_SESSION_URL", instance.url()))) {
            Rooms client = new Rooms();
            gateway.as(suite.variable("TIDEPOOL_API_KEY")).socket(path(""), client);
            client.await("connected", message -> true);
            instance.close();
            assertThat(client.awaitClose()).isEqualTo(1012);
            assertThat(instance.exitCode()).as("ended by itself").isEqualTo(143);
        }
    }

    private String path(String query) {
        return "/v1/sessions/" + session + "/socket" + query;
    }

    private static void say(WebSocket socket, int number) {
        try {
            socket.sendText(
                            "{\"type\":\"message\",\"content\":\"m%1$d\",\"idempotencyKey\":\"k%1$d\",\"ref\":\"m%1$d\"}"
                                    .formatted(number),
                            true)
                    .join();
        } catch (CompletionException lost) {
            // It is said again to another instance.
        }
    }

    private static void awaitEvents(Rooms client, long last) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !ids(client).isEmpty() && ids(client).getLast() == last);
    }

    private static long accepted(Rooms client) {
        return client.received().stream()
                .filter(message -> message.path("type").asText().equals("accepted"))
                .count();
    }

    private static List<Long> ids(Rooms client) {
        return client.received().stream()
                .filter(message -> message.has("id"))
                .map(message -> message.path("id").asLong())
                .toList();
    }

    private static List<String> contents(Rooms client) {
        return client.received().stream()
                .filter(message -> message.path("type").asText().equals("message"))
                .map(message -> message.at("/data/content").asText())
                .toList();
    }
}
