package dev.tidepool.session.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import io.micrometer.core.instrument.MeterRegistry;
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

    @Inject
    MeterRegistry metrics;

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

    private static String withPort(String address) {
        return address.replace("SITE", FakeSite.authority("").substring(1));
    }

    private static String connect(String authority) {
        return "CONNECT " + authority + " HTTP/1.1\nHost: " + authority + "\n\n";
    }

    @Test
    void aTunnelCarriesWhatItsEndsSay() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gate.port())) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream()
                    .write(connect(FakeSite.authority("only-here.test"))
                            .replace("\n", "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
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
        assertThat(exchange("GET " + FakeSite.url() + "/second HTTP/1.1\nHost: " + FakeSite.authority("127.0.0.1")
                        + "\nProxy-Connection: close\nConnection: close\n\n"))
                .startsWith("HTTP/1.1 200")
                .contains("Second page");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:1", "localhost:SITE", "inside.test:SITE", "other.example:443", "reef.example", "a@b:1"
            })
    void aTunnelToAnywhereElseIsRefused(String authority) throws IOException {
        assertThat(exchange(connect(withPort(authority)))).startsWith("HTTP/1.1 4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:SITE/second", "http://inside.test:SITE/", "http://169.254.169.254/", "/second"
            })
    void aPlainRequestToAnywhereElseGetsNoAnswer(String uri) throws IOException {
        assertThat(exchange("GET " + withPort(uri) + " HTTP/1.1\nHost: x\n\n")).isEmpty();
    }

    @Test
    void whatANameLedToWhenItWasCheckedIsConnectedToAndNothingElse() throws IOException {
        String authority = TestNames.moving() + ":" + System.getProperty(FakeSite.NEIGHBOUR);
        double refused = egress("refused");
        double failed = egress("failed");
        // Let through by its first address, at which nobody is; by now the name leads to the neighbour.
        assertThat(exchange(connect(authority))).doesNotStartWith("HTTP/1.1 200");
        assertThat(egress("refused")).isEqualTo(refused);
        assertThat(egress("failed")).isEqualTo(failed + 1);
        assertThat(exchange(connect(authority))).startsWith("HTTP/1.1 403");
        assertThat(egress("refused")).isEqualTo(refused + 1);
    }

    private double egress(String outcome) {
        return metrics.counter("tidepool.browser.egress", "outcome", outcome).count();
    }
}
