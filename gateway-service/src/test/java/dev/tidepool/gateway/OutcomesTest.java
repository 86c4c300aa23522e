package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.anonymous;
import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.authorized;
import static dev.tidepool.gateway.support.Gateway.managementUri;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.LogLines;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.RawClient;
import dev.tidepool.gateway.support.SocketClient;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What whoever runs the gateway sees of requests that it refuses or cannot serve. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class OutcomesTest {

    @BeforeEach
    void startService() {
        StandInService.SESSION.start();
    }

    @Test
    void countsWhatCredentialsTurnOutToBe() {
        counts(
                "tidepool_authentications_total{kind=\"key\",outcome=\"accepted\"}",
                () -> assertThat(statusOf(authorized("/v1/sessions"))).isEqualTo(200));
        counts(
                "tidepool_authentications_total{kind=\"any\",outcome=\"refused\"}",
                () -> assertThat(statusOf(as("nonsense", "/v1/sessions"))).isEqualTo(401));
        counts(
                "tidepool_authentications_total{kind=\"none\",outcome=\"absent\"}",
                () -> assertThat(statusOf(anonymous("/v1/sessions"))).isEqualTo(401));
    }

    @Test
    void tellsOfPagesThatMayNotOpenASocket() {
        try (LogLines log = LogLines.ofEverything()) {
            counts(
                    "tidepool_origins_refused_total",
                    () -> assertThatThrownBy(() -> SocketClient.openWithOrigin(
                                    "/v1/realtime", Organizations.MAIN.key(), "https://evil.example"))
                            .hasMessageContaining("403"));
            assertThat(log.await("event=origin_refused")).contains("origin=https://evil.example", "path=/v1/realtime");
        }
    }

    /** The Model Context Protocol has servers refuse them, whatever a browser would do with the answer. */
    @Test
    void tellsOfPagesThatMayNotSpeakMcp() {
        for (String method : List.of("GET", "POST", "DELETE")) {
            counts(
                    "tidepool_origins_refused_total",
                    () -> assertThat(statusOf(authorized("/v1/mcp")
                                    .method(method, HttpRequest.BodyPublishers.noBody())
                                    .header("Origin", "https://evil.example")))
                            .isEqualTo(403));
        }
    }

    @Test
    void tellsOfWhatTheWireRefuses() {
        try (LogLines log = LogLines.ofEverything()) {
            counts("tidepool_wire_refused_total{reason=\"ambiguous_length\"}", () -> {
                String answer = RawClient.exchange("POST /v1/sessions HTTP/1.1\r\nHost: x\r\n"
                        + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n");
                assertThat(answer).startsWith("HTTP/1.1 400");
            });
            assertThat(log.await("event=wire_refused")).contains("peer=127.0.0.1");
        }
    }

    @Test
    void countsHeadersThatClaimAnIdentity() {
        counts(
                "tidepool_headers_forged_total",
                () -> assertThat(statusOf(authorized("/v1/sessions").header("X-Tidepool-Caller", "root")))
                        .isEqualTo(200));
    }

    @Test
    void countsWhatServicesFailToAnswer() {
        counts(
                "tidepool_upstream_failures_total{outcome=\"hung\",upstream=\"session\"}",
                () -> assertThat(statusOf(authorized("/v1/sessions/hang"))).isEqualTo(504));
    }

    private static void counts(String metric, Runnable what) {
        double before = valueOf(metric);
        what.run();
        Eventually.within(
                Duration.ofSeconds(10), () -> assertThat(valueOf(metric)).isGreaterThan(before));
    }

    private static double valueOf(String metric) {
        return send(HttpRequest.newBuilder(managementUri("/q/metrics")))
                .body()
                .lines()
                .filter(line -> line.startsWith(metric + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1)))
                .findFirst()
                .orElse(0);
    }
}
