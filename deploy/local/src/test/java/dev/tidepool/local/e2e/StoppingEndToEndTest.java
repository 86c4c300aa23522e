package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Slow;
import java.io.IOException;
import java.net.Socket;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A gateway that is told to stop: what it does not wait for, and how it sends its sockets away. */
@EnabledOnOs(OS.LINUX)
@Slow
class StoppingEndToEndTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Running suite = Running.suite();

    @Test
    void breaksOffWhatDoesNotEnd() throws IOException {
        try (SecondGateway gateway = SecondGateway.startBeside(
                        suite.process("gateway"), Map.of("TIDEPOOL_SHUTDOWN_DRAIN_TIMEOUT", "2s"));
                Socket client = new Socket("127.0.0.1", gateway.port())) {
            client.setSoTimeout((int) LONG.toMillis());
            client.getOutputStream()
                    .write(("POST /v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 2\r\nExpect: 100-continue\r\nAuthorization: Bearer "
                                    + suite.variable("TIDEPOOL_API_KEY") + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            // The edge has let it pass once it asks for the body, which never comes.
            assertThat(new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 100");
            long told = System.nanoTime();
            gateway.terminate();
            assertThat(rest(client)).doesNotContain("HTTP/1.1 ");
            assertThat(Duration.ofNanos(System.nanoTime() - told))
                    .as("no sooner than the limit, and long before a client gives up")
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(20));
            gateway.awaitEnd(LONG);
            assertThat(gateway.log()).anyMatch(line -> line.contains("event=drain_timed_out"));
        }
    }

    /** What comes until the connection ends, whichever way it does. */
    private static String rest(Socket client) throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            for (int c = client.getInputStream().read();
                    c >= 0;
                    c = client.getInputStream().read()) {
                text.append((char) c);
            }
        } catch (java.net.SocketException reset) {
            return text.toString();
        }
        return text.toString();
    }

    /** That fifty random times within three seconds lie within half of that happens once in 10^13 runs. */
    @Test
    void sendsItsSocketsAwayOneAfterTheOther() throws IOException {
        Queue<Long> closes = new ConcurrentLinkedQueue<>();
        Queue<Integer> codes = new ConcurrentLinkedQueue<>();
        try (SecondGateway gateway =
                SecondGateway.startBeside(suite.process("gateway"), Map.of("TIDEPOOL_SOCKET_SHUTDOWN_SPREAD", "3s"))) {
            Api owner = gateway.as(suite.variable("TIDEPOOL_API_KEY"));
            for (int number = 0; number < 50; number++) {
                owner.socket("/v1/realtime", new Farewells(closes, codes));
            }
            gateway.terminate();
            Awaitility.await().atMost(LONG).until(() -> codes.size() == 50);
            gateway.awaitEnd(LONG);
        }
        assertThat(codes).containsOnly(1012);
        List<Long> times = closes.stream().sorted().toList();
        assertThat(Duration.ofNanos(times.getLast() - times.getFirst())).isGreaterThan(Duration.ofMillis(1500));
    }

    private record Farewells(Queue<Long> closes, Queue<Integer> codes) implements WebSocket.Listener {

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closes.add(System.nanoTime());
            codes.add(code);
            return null;
        }
    }
}
