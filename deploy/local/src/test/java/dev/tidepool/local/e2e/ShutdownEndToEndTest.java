package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.kernel.test.Slow;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The gateway is told to stop while it is at work. */
@Slow
class ShutdownEndToEndTest {

    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final Running suite = Running.suite();

    @AfterEach
    void startAgain() {
        suite.recover("gateway");
    }

    @Test
    void finishesWhatItBeganAndSendsItsSocketsAway() throws IOException {
        List<Rooms> clients = Stream.generate(Rooms::new).limit(3).toList();
        for (Rooms client : clients) {
            WebSocket socket = suite.freshAgent("leaving").api().socket("/v1/realtime", client);
            client.join(socket, "events:all");
        }
        try (SlowRequest request = new SlowRequest()) {
            ProcessHandle gateway = suite.terminate("gateway");

            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> suite.anonymous().get("/health/ready").expect(503));
            for (Rooms client : clients) {
                JsonNode farewell = client.awaitEvent("server.shutdown");
                assertThat(farewell.path("room").asText()).isEqualTo("system");
                assertThat(client.awaitClose()).isEqualTo(1012);
            }
            assertThat(gateway.isAlive()).as("it waits for the request").isTrue();
            assertThat(request.finish()).startsWith("HTTP/1.1 201");
            Awaitility.await().atMost(DRAIN).until(() -> !gateway.isAlive());
        }
        assertThat(suite.log("gateway")).noneMatch(line -> line.contains("drain_timed_out"));
    }

    /** A request whose body the client holds back. */
    private final class SlowRequest implements AutoCloseable {

        private final Socket socket;

        SlowRequest() throws IOException {
            URI url = URI.create(suite.variable("TIDEPOOL_URL"));
            this.socket = new Socket(url.getHost(), url.getPort());
            socket.setSoTimeout((int) DRAIN.toMillis());
            write(
                    "POST /v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                            + "Authorization: Bearer " + suite.variable("TIDEPOOL_API_KEY")
                            + "\r\nExpect: 100-continue\r\n\r\n");
            // The edge has let it pass once it asks for the body.
            assertThat(line()).startsWith("HTTP/1.1 100");
        }

        String finish() throws IOException {
            write("{}");
            String line = line();
            return line.isEmpty() ? line() : line;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c >= 0 && c != '\n';
                    c = socket.getInputStream().read()) {
                line.append((char) c);
            }
            return line.toString().strip();
        }

        private void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
