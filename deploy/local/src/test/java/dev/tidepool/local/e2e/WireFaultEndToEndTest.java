package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.BadFraming;
import dev.tidepool.kernel.test.RawPeer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that no good client sends, against a packaged gateway whose patience is short. */
@EnabledOnOs(OS.LINUX)
class WireFaultEndToEndTest {

    private static SecondGateway gateway;

    private final Running suite = Running.suite();

    @BeforeAll
    static void startAnImpatientGateway() throws IOException {
        gateway = SecondGateway.startBeside(
                Running.suite().process("gateway"),
                Map.of("TIDEPOOL_WIRE_HEAD_TIMEOUT", "2s", "TIDEPOOL_WIRE_BODY_INTERVAL", "2s"));
    }

    @AfterAll
    static void stopIt() {
        gateway.close();
    }

    /** Each of them sends a byte now and then, for ever; others are served meanwhile. */
    @Test
    void headersAndBodiesThatDripAreGivenUpInTime() {
        Instant start = Instant.now();
        try (RawPeer silent = RawPeer.connect(gateway.port());
                RawPeer head = RawPeer.connect(gateway.port());
                RawPeer body = RawPeer.connect(gateway.port());
                RawPeer local = RawPeer.connect(gateway.port())) {
            head.send("GET /v1/sessions HTTP/1.1\r\nHost: x\r\nX-Slow: a");
            body.send(post("Content-Length: 500\r\n") + "{");
            local.send("POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n");
            gateway.as(suite.variable("TIDEPOOL_API_KEY")).get("/v1/sessions").expect(200);
            assertThat(head.readToEnd()).startsWith("HTTP/1.1 408").contains("REQUEST_TIMEOUT");
            assertThat(body.readToEnd()).startsWith("HTTP/1.1 408").contains("REQUEST_TIMEOUT");
            assertThat(local.readToEnd()).startsWith("HTTP/1.1 408").contains("REQUEST_TIMEOUT");
            assertThat(silent.readToEnd()).isEmpty();
        }
        assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10));
        gateway.as(suite.variable("TIDEPOOL_API_KEY")).get("/v1/sessions").expect(200);
    }

    @ParameterizedTest
    @MethodSource(BadFraming.HEADERS)
    void aBodyOfAmbiguousLengthIsRefusedAndWhatFollowsIsNotServed(String headers) {
        refusedOnce(post(headers) + "0\r\n\r\n" + smuggled());
    }

    @ParameterizedTest
    @MethodSource(BadFraming.CHUNKS)
    void badChunksAreRefusedAndWhatFollowsIsNotServed(String body) {
        refusedOnce(post("Transfer-Encoding: chunked\r\n") + body + smuggled());
    }

    /** Those that servers read differently are refused; a path that merely climbs is asked for as what it comes to. */
    @ParameterizedTest
    @CsvSource({
        "400, //v1/sessions",
        "400, /v1//sessions",
        "400, /v1/sessions/..%2f..",
        "400, /v1/sessions/%00",
        "400, /v1/sessions/%252e%252e/x",
        "400, /v1/sessions/a%5cb",
        "400, /v1/sessions;x=1",
        "400, /v1/sessions/%c0%ae%c0%ae",
        "400, /../v1/sessions",
        "400, /v1/%zz",
        "404, /v1/sessions/../../q/metrics",
        "400, /v1/%2e%2e/q/metrics",
        "404, /v1/../internal/agent-keys",
        "200, /v1/models/../sessions"
    })
    void aPathIsReadInOneWayOnly(int status, String path) {
        try (RawPeer peer = RawPeer.connect(gateway.port())) {
            assertThat(peer.send(get(path)).readHead()).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void tooManyOrTooLongHeadersAreRefused() {
        refused(431, "GET /v1/sessions HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n");
        refused(431, "GET /v1/sessions HTTP/1.1\r\nHost: x\r\n" + "X-Many: a\r\n".repeat(101) + "\r\n");
        refused(414, get("/v1/" + "a".repeat(9000)));
    }

    private void refusedOnce(String bytes) {
        String answers = refused(400, bytes);
        assertThat(answers.split("HTTP/1.1 ", -1)).as("one answer: %s", answers).hasSize(2);
    }

    private String refused(int status, String bytes) {
        try (RawPeer peer = RawPeer.connect(gateway.port())) {
            String answers = peer.send(bytes).readToEnd();
            assertThat(answers).as(bytes).startsWith("HTTP/1.1 " + status + " ");
            assertThat(answers.toLowerCase(java.util.Locale.ROOT))
                    .contains("content-type: application/problem+json")
                    .contains("x-content-type-options: nosniff");
            return answers;
        }
    }

    private String smuggled() {
        return get("/v1/sessions/smuggled");
    }

    private String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + key() + "\r\n";
    }

    private String post(String headers) {
        return "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + key() + headers + "\r\n";
    }

    private String key() {
        return "X-API-Key: " + suite.variable("TIDEPOOL_API_KEY") + "\r\n";
    }
}
