package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.kernel.test.Slow;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What goes on for ever does not keep a process from stopping: it is told, stored, and ended. */
@EnabledOnOs(OS.LINUX)
@Slow
class DrainEndToEndTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    /** A process that is asked to stop waits this long for requests; streams are not among them. */
    private static final Map<String, String> LATE = Map.of("TIDEPOOL_SHUTDOWN_DRAIN_TIMEOUT", "300s");

    private final Running suite = Running.suite();

    @Test
    void whatThereIsOfAnAnswerIsStoredWhenItsInstanceStops() throws Exception {
        String session = suite.owner()
                .post("/v1/sessions", "{\"model\":\"stand-in-patient\"}")
                .expect(201)
                .text("id");
        Rooms client = new Rooms();
        try (SecondInstance instance = SecondInstance.startBeside("session", suite.process("session"), LATE);
                SecondGateway gateway = SecondGateway.startBeside(
                        suite.process("gateway"), Map.of("TIDEPOOL_SESSION_URL", instance.url()))) {
            WebSocket socket = gateway.as(suite.variable("TIDEPOOL_API_KEY"))
                    .socket("/v1/sessions/" + session + "/socket", client);
            client.await("connected", message -> true);
            socket.sendText("{\"type\":\"message\",\"content\":\"Go on.\",\"answer\":true,\"ref\":\"q\"}", true)
                    .join();
            client.await("stream", part -> part.has("delta"));
            instance.terminate();
            instance.awaitEnd(LONG);
            assertThat(instance.exitCode()).as("ended by itself").isEqualTo(143);
            assertThat(client.awaitClose()).isEqualTo(1012);
        }
        client.await("stream", part -> part.path("done").asBoolean());
        JsonNode items = suite.owner()
                .get("/v1/sessions/" + session + "/messages")
                .expect(200)
                .json()
                .path("items");
        assertThat(items).hasSize(2);
        JsonNode answer = items.path(1);
        assertThat(answer.path("role").asText()).isEqualTo("assistant");
        assertThat(answer.path("status").asText()).isEqualTo("partial");
        assertThat(answer.path("content").asText()).startsWith(streamed(client));
    }

    private static String streamed(Rooms client) {
        StringBuilder text = new StringBuilder();
        client.received().stream()
                .filter(message -> message.path("type").asText().equals("stream"))
                .forEach(part -> text.append(part.path("delta").asText()));
        assertThat(text).isNotEmpty();
        return text.toString();
    }

    @Test
    void aServiceEndsTheStreamsOfEventsOfItsClients() throws Exception {
        try (SecondInstance instance = SecondInstance.startBeside("session", suite.process("session"), LATE);
                SecondGateway gateway = SecondGateway.startBeside(
                        suite.process("gateway"), Map.of("TIDEPOOL_SESSION_URL", instance.url()));
                InputStream events = McpClient.begin(gateway.as(suite.variable("TIDEPOOL_API_KEY")))
                        .listen()) {
            instance.terminate();
            assertEnds(events);
            instance.awaitEnd(LONG);
            assertThat(instance.exitCode()).as("ended by itself").isEqualTo(143);
        }
    }

    @Test
    void aGatewayDoesNotWaitForStreamsOfEvents() throws Exception {
        try (SecondGateway gateway = SecondGateway.startBeside(suite.process("gateway"), LATE);
                InputStream events = McpClient.begin(gateway.as(suite.variable("TIDEPOOL_API_KEY")))
                        .listen()) {
            gateway.terminate();
            gateway.awaitEnd(LONG);
            assertEnds(events);
            assertThat(gateway.log()).noneMatch(line -> line.contains("event=drain_timed_out"));
        }
    }

    /** Whichever way: what a client of events does then is to come back. */
    private static void assertEnds(InputStream events) {
        Awaitility.await().atMost(LONG).until(() -> {
            try {
                return events.read() < 0;
            } catch (IOException brokenOff) {
                return true;
            }
        });
    }
}
