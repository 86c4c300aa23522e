package dev.tidepool.session.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxy as a browser speaks to it, for what needs no browser. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(FakeSite.class)
class EgressGateTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject
    EgressProxy proxy;

    private EgressGate gate;

    @BeforeEach
    void open() {
        gate = proxy.open(HostRules.of("hosts", List.of("127.0.0.1", "localhost", "*.test")))
                .subscribeAsCompletionStage()
                .join();
    }

    @AfterEach
    void close() {
        gate.close();
    }

    /** All that comes back on one connection, which the request asks to be closed. */
    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gate.port())) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String connect(String authority) {
        return "CONNECT " + authority + " HTTP/1.1\nHost: " + authority + "\n\n";
    }

    @Test
    void aTunnelCarriesWhatItsEndsSay() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gate.port())) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream()
                    .write(connect("only-here.test:18931").replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] head = socket.getInputStream().readNBytes("HTTP/1.1 200 OK\r\n\r\n".length());
            assertThat(new String(head, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 200");
            socket.getOutputStream()
                    .write("GET /second HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .contains("Second page");
        }
    }

    @Test
    void aPlainRequestIsForwardedLessWhatIsOfTheConnection() throws IOException {
        assertThat(exchange(
                        "GET http://127.0.0.1:18931/second HTTP/1.1\nHost: 127.0.0.1:18931\nProxy-Connection: close\n"
                                + "Connection: close\n\n"))
                .startsWith("HTTP/1.1 200")
                .contains("Second page");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:1",
                "localhost:18931",
                "inside.test:18931",
                "other.example:443",
                "reef.example",
                "a@b:1"
            })
    void aTunnelToAnywhereElseIsRefused(String authority) throws IOException {
        assertThat(exchange(connect(authority))).startsWith("HTTP/1.1 4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:18931/second",
                "http://inside.test:18931/",
                "http://169.254.169.254/",
                "/second"
            })
    void aPlainRequestToAnywhereElseGetsNoAnswer(String uri) throws IOException {
        assertThat(exchange("GET " + uri + " HTTP/1.1\nHost: x\n\n")).isEmpty();
    }
}
