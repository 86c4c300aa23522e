package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.RawClient.exchange;
import static dev.tidepool.gateway.support.RawClient.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.RawClient;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.test.BadFraming;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile or broken peer may send, byte by byte, to the started gateway; the service behind it sees nothing of it. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class WireTest {

    private static final String KEY = "X-API-Key: " + Organizations.MAIN.key() + "\r\n";
    private static final String SESSIONS = "/v1/sessions/1/messages";

    private StandInService session;

    @BeforeEach
    void startService() {
        session = StandInService.SESSION.start();
    }

    @ParameterizedTest
    @MethodSource(BadFraming.HEADERS)
    void refusesAHeadThatServersReadDifferently(String headers) {
        String smuggled = "0\r\n\r\n" + get("/v1/sessions/smuggled");
        refuses(400, post(headers + "Content-Type: application/json\r\n") + smuggled);
    }

    @ParameterizedTest
    @MethodSource(BadFraming.CHUNKS)
    void refusesABodyThatIsFramedBadly(String body) {
        refuses(
                400,
                post("Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n")
                        + body
                        + get("/v1/sessions/smuggled"));
    }

    @Test
    void refusesAFloodOfChunkExtensions() {
        String flood = ("1;" + "a".repeat(4000) + "\r\nx\r\n").repeat(10);
        refuses(400, post("Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n") + flood + "0\r\n\r\n");
    }

    @Test
    void refusesALocalBodyThatIsFramedBadly() {
        String request = "POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                + "Content-Type: application/json\r\n\r\n5\r\nhelloX\r\n";
        assertThat(exchange(request)).startsWith("HTTP/1.1 400");
    }

    @Test
    void dropsTrailers() {
        try (RawClient client = RawClient.connect()) {
            client.send(post("Transfer-Encoding: chunked\r\nContent-Type: application/json\r\nTrailer: X-User-Id\r\n")
                    + "2\r\n{}\r\n0\r\nX-User-Id: root\r\n\r\n");
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 200");
        }
        StandInService.Received received = session.next();
        assertThat(received.bodyBytes()).isEqualTo(2);
        assertThat(received.headers()).doesNotContainKeys("X-User-Id", "Trailer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | GET /v1/sessions HTTP/1.1~~",
                "400 | GET /v1/sessions HTTP/1.1~Host: a~Host: b~~",
                "400 | GET /v1/sessions HTTP/1.1~Host: a/b~~",
                "400 | GET http://gateway/v1/sessions HTTP/1.1~Host: gateway~~",
                "400 | OPTIONS * HTTP/1.1~Host: x~~",
                "400 | GET v1/sessions HTTP/1.1~Host: x~~",
                "400 | nonsense~~",
                "400 | GET /v1/sessions HTTP/1.1~Host: x~Connection: Upgrade, HTTP2-Settings~Upgrade: h2c~HTTP2-Settings: AAMAAABk~~",
                "417 | POST /v1/sessions HTTP/1.1~Host: x~Expect: coffee~Content-Length: 2~~",
                "501 | CONNECT gateway:443 HTTP/1.1~Host: gateway:443~~",
                "501 | TRACE /v1/sessions HTTP/1.1~Host: x~~",
                "501 | get /v1/sessions HTTP/1.1~Host: x~~",
                "501 | PRI * HTTP/2.0~~",
                "505 | GET /v1/sessions HTTP/2.0~Host: x~~",
                "505 | GET /v1/sessions http/1.1~Host: x~~"
            })
    void refusesWhatIsNoRequestHere(int status, String request) {
        refuses(status, request.strip().replace("~", "\r\n"));
    }

    @Test
    void refusesTooLongALineAndTooManyHeaders() {
        refuses(414, get("/v1/" + "a".repeat(9000)));
        refuses(431, "GET /v1/sessions HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n");
        refuses(431, "GET /v1/sessions HTTP/1.1\r\nHost: x\r\n" + "X-Many: a\r\n".repeat(101) + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/sessions/..%2fapi-keys",
                "/v1/%2e%2e/v1/api-keys",
                "/v1/sessions/%252e%252e/x",
                "/v1//api-keys",
                "//v1/api-keys",
                "/v1/api-keys;x=1",
                "/v1/sessions/..;/api-keys",
                "/v1/sessions/%00",
                "/v1/sessions/a%5cb",
                "/v1/sessions/a\\b",
                "/v1/sessions/%c0%ae%c0%ae/x",
                "/v1/sessions/%ff",
                "/v1/%zz",
                "/../v1/api-keys",
                "/v1/sessions?a=%zz",
                "/v1/sessions?a={b}",
                "/v1/sessions#a",
                "/v1/sessions/%0d%0aX-A:%20b"
            })
    void refusesAnAddressThatServersReadDifferently(String target) {
        refuses(400, get(target));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models/../sessions, /v1/sessions",
        "/v1/%73essions/a%c3%a9?q=%2e%2e/x, /v1/sessions/a%C3%A9?q=%2e%2e/x",
        "/v1/sessions/a/./b, /v1/sessions/a/b"
    })
    void forwardsExactlyWhatItMatched(String target, String forwarded) {
        try (RawClient client = RawClient.connect()) {
            assertThat(client.send(get(target)).readAnswer()).startsWith("HTTP/1.1 200");
        }
        assertThat(session.next().uri()).isEqualTo(forwarded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/sessions/../api-keys", "/v1/%61pi-keys", "/health/../v1/api-keys", "/v1/./audit"})
    void asksForACredentialHoweverALocalPathIsWritten(String target) {
        assertThat(exchange("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void continuesWhenABodyIsExpected() {
        try (RawClient client = RawClient.connect()) {
            client.send(post("Content-Length: 2\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"));
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 100");
            assertThat(client.send("{}").readAnswer()).startsWith("HTTP/1.1 200");
        }
        assertThat(session.next().headers()).doesNotContainKey("Expect");
    }

    @Test
    void refusesAnExpectedBodyBeforeItIsSent() {
        try (RawClient client = RawClient.connect()) {
            client.send(post("Content-Length: 99999999\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"));
            String answer = client.readAnswer();
            assertThat(answer).startsWith("HTTP/1.1 413");
            assertThat(header(answer, "connection")).isEqualTo("close");
        }
    }

    /** A proxy that was refused may not send the body it announced: its next request must not be taken for that. */
    @Test
    void takesNothingForABodyThatItDidNotAskFor() {
        String expecting = "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 200\r\nExpect: 100-continue\r\n\r\n";
        String answers = exchange(expecting);
        assertThat(answers).startsWith("HTTP/1.1 401");
        assertThat(header(answers, "connection")).isEqualTo("close");
        assertThat(answers.split("HTTP/1.1 ", -1))
                .as("one answer, then the end")
                .hasSize(2);
    }

    @Test
    void keepsTheConnectionWhenAnExpectedBodyTurnsOutTooLong() {
        try (RawClient client = RawClient.connect()) {
            client.send("POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 100");
            client.send("20000\r\n" + "a".repeat(0x20000) + "\r\n0\r\n\r\n");
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 413");
            assertThat(client.send(get("/v1/sessions")).readAnswer()).startsWith("HTTP/1.1 200");
        }
    }

    /** Closing tells an HTTP/1.0 client where an answer without a length ends. */
    @Test
    void keepsNoConnectionOfAnOldClient() {
        try (RawClient client = RawClient.connect()) {
            client.send("GET /v1/sessions/1?bytes=4000&chunked=1 HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n"
                    + KEY + "\r\n");
            String answer = client.readToEnd();
            assertThat(answer).startsWith("HTTP/1.0 200");
            assertThat(header(answer, "connection")).isNotEqualToIgnoringCase("keep-alive");
            assertThat(answer).endsWith("tide");
        }
    }

    @Test
    void answersAsManyPipelinedRequestsAsItTakes() {
        try (RawClient client = RawClient.connect()) {
            client.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n".repeat(60));
            for (int i = 0; i < 60; i++) {
                assertThat(client.readAnswer()).as("answer %d", i).startsWith("HTTP/1.1 200");
            }
        }
    }

    @Test
    void closesAConnectionThatPipelinesWithoutEnd() {
        try (RawClient client = RawClient.connect()) {
            boolean took = client.tryToSend(
                    get("/v1/sessions/hang") + get("/v1/sessions").repeat(200));
            assertThat(took ? client.readToEnd() : "")
                    .as("closed ahead of any answer")
                    .isEmpty();
        }
    }

    @Test
    void closesAConnectionThatTakesNoAnswers() {
        try (RawClient client = RawClient.connectFrom("127.0.0.79")) {
            String request = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
            assertThat(client.tryToSend(request.repeat(200_000)))
                    .as("the gateway takes it all")
                    .isFalse();
        }
        assertThat(metrics()).contains("tidepool_wire_closed_total{reason=\"pipelining\"}");
    }

    @Test
    void countsTheDocumentationsPageOnce() {
        try (RawClient client = RawClient.connectFrom("127.0.0.80")) {
            client.send("GET /api/docs/ HTTP/1.1\r\nHost: x\r\n\r\n");
            String page = client.readAnswer();
            assertThat(page).startsWith("HTTP/1.1 200");
            assertThat(header(page, "x-ratelimit-remaining")).isEqualTo("59");
            assertThat(header(page, "content-security-policy")).contains("script-src 'self'");
            String answer = client.send(post("Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n")
                            + "5\r\nhelloX\r\n")
                    .readToEnd();
            assertThat(answer).as("a bad body is still answered").startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void answersPipelinedRequestsInOrderUpToTheBadOne() {
        String answers = exchange(get("/v1/sessions/1") + get("/v1/sessions/2")
                + "GET /v1//x HTTP/1.1\r\nHost: x\r\n\r\n" + get("/v1/sessions/3"));
        assertThat(answers.split("HTTP/1.1 ", -1))
                .extracting(answer -> answer.substring(0, Math.min(3, answer.length())))
                .containsExactly("", "200", "200", "400");
        assertThat(session.next().uri()).isEqualTo("/v1/sessions/1");
        assertThat(session.next().uri()).isEqualTo("/v1/sessions/2");
        assertThat(session.receivedNothing()).isTrue();
    }

    @Test
    void closesAConnectionWhoseHeadersDoNotArrive() {
        try (RawClient client = RawClient.connect()) {
            String answer = client.send("GET /v1/sessions HTTP/1.1\r\nHost: x\r\nX-Slow: ")
                    .readToEnd();
            assertThat(answer).startsWith("HTTP/1.1 408").contains("REQUEST_TIMEOUT");
        }
    }

    @Test
    void closesAConnectionThatSendsNothing() {
        try (RawClient client = RawClient.connect()) {
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void closesAConnectionKeptWithoutAnotherRequest() {
        try (RawClient client = RawClient.connect()) {
            assertThat(client.send(get("/v1/sessions")).readToEnd()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void refusesABodyThatDrips() {
        try (RawClient client = RawClient.connect()) {
            client.send(post("Content-Length: 500\r\nContent-Type: application/json\r\n") + "{");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 408").contains("REQUEST_TIMEOUT");
        }
        assertThat(session.receivedNothing()).as("half a body is no request").isTrue();
    }

    @Test
    void refusesALocalBodyThatDrips() {
        try (RawClient client = RawClient.connect()) {
            client.send("POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n"
                    + "Content-Type: application/json\r\n\r\n{");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void limitsTheConnectionsOfOneAddress() {
        List<RawClient> clients = new ArrayList<>();
        try {
            int limit = GatewayTestResource.CONNECTIONS_PER_ADDRESS;
            for (int i = 0; i < limit; i++) {
                clients.add(RawClient.connectFrom("127.0.0.77"));
            }
            try (RawClient beyond = RawClient.connectFrom("127.0.0.77")) {
                beyond.tryToSend("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(beyond.readToEnd()).isEmpty();
            }
            try (RawClient other = RawClient.connectFrom("127.0.0.78")) {
                other.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(other.readAnswer()).startsWith("HTTP/1.1 200");
            }
        } finally {
            clients.forEach(RawClient::close);
        }
        assertThat(metrics()).contains("tidepool_wire_closed_total{reason=\"client_full\"}");
    }

    @Test
    void countsWhatItRefuses() {
        exchange("GET /v1//x HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(metrics()).contains("tidepool_wire_refused_total{reason=\"invalid_target\"}");
    }

    private static String metrics() {
        return Gateway.send(HttpRequest.newBuilder(Gateway.managementUri("/q/metrics")))
                .body();
    }

    /** Answered once, with all that an answer has, and closed; nothing came through. */
    private void refuses(int status, String bytes) {
        String answer = exchange(bytes);
        assertThat(answer).as(bytes).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer.split("HTTP/1.1 ", -1)).as("one answer").hasSize(2);
        assertThat(header(answer, "content-type")).isEqualTo("application/problem+json");
        assertThat(header(answer, "x-request-id")).isNotEmpty();
        assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(session.receivedNothing()).isTrue();
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + KEY + "\r\n";
    }

    private static String post(String headers) {
        return "POST " + SESSIONS + " HTTP/1.1\r\nHost: x\r\n" + KEY + headers + "\r\n";
    }
}
