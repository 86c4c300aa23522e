package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.authorized;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.header;
import static dev.tidepool.gateway.support.Gateway.json;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.InternalTokenVerifier;
import dev.tidepool.kernel.caller.InternalTokenVerifier.Verdict;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class ProxyTest {

    private StandInService session;

    @BeforeEach
    void startService() {
        session = StandInService.SESSION.start();
    }

    @Test
    void passesPathQueryBodyAndAnswerThrough() {
        HttpResponse<String> answer = send(json(authorized("/v1/sessions/42/messages?x=a%20b"), "POST", "{\"a\":1}"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(bodyOf(answer).getString("path")).isEqualTo("/v1/sessions/42/messages");
        StandInService.Received received = session.next();
        assertThat(received.uri()).isEqualTo("/v1/sessions/42/messages?x=a%20b");
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.bodyBytes()).isEqualTo(7);
    }

    @Test
    void passesMethodsThatNoExactLineHasToTheService() {
        assertThat(statusOf(json(authorized("/v1/sessions/42"), "PATCH", "{}"))).isEqualTo(200);
        assertThat(session.next().method()).isEqualTo("PATCH");
        assertThat(statusOf(authorized("/v1/sessions/42/canvas"))).isEqualTo(200);
        assertThat(session.next().uri()).isEqualTo("/v1/sessions/42/canvas");
    }

    @Test
    void leavesCredentialsAndForgedIdentitiesBehind() {
        String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        assertThat(statusOf(authorized("/v1/sessions")
                        .header("X-API-Key", Organizations.OTHER.key())
                        .header("Cookie", "a=b")
                        .header("X-Tidepool-Caller", "root")
                        .header("X-User-Id", "1")
                        .header("X-Organization-Id", "1")
                        .header("X-Forwarded-User", "root")
                        .header("X-Forwarded-For", "10.0.0.1")
                        .header("Forwarded", "for=10.0.0.1")
                        .header("traceparent", traceparent)
                        .header("X-Session-Id", "kept")
                        .header("X-Request-Id", "request-7")))
                .isEqualTo(200);
        var headers = session.next().headers();
        assertThat(headers)
                .doesNotContainKeys(
                        "X-API-Key",
                        "Cookie",
                        "X-Tidepool-Caller",
                        "X-User-Id",
                        "X-Organization-Id",
                        "X-Forwarded-User",
                        "Forwarded")
                .containsEntry("X-Forwarded-Proto", "http")
                .containsEntry("X-Forwarded-Host", "127.0.0.1:" + Gateway.port())
                .containsEntry("X-Session-Id", "kept")
                .containsEntry("X-Request-Id", "request-7");
        assertThat(headers.get("X-Forwarded-For")).startsWith("127.0.");
        assertThat(headers.get("Authorization")).startsWith("Bearer eyJ").doesNotContain(Organizations.MAIN.key());
        assertThat(headers.get("traceparent"))
                .startsWith("00-0af7651916cd43dd8448eb211c80319c-")
                .isNotEqualTo(traceparent);
    }

    @Test
    void sendsAnInternalTokenThatServicesVerify() throws JoseException {
        send(authorized("/v1/sessions"));
        String token = session.next().headers().get("Authorization").substring("Bearer ".length());
        Verdict verdict = verifier().verify(token);
        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        Verdict.Accepted accepted = (Verdict.Accepted) verdict;
        assertThat(accepted.expiresAtSeconds() - System.currentTimeMillis() / 1000)
                .isBetween(59L, 120L);
        Caller.Member caller = (Caller.Member) accepted.caller();
        assertThat(caller.subject()).startsWith("key:");
        assertThat(caller.tier()).isEqualTo(Tier.GOVERNMENT);
        assertThat(caller.scopes()).contains("sessions:read", "chat:write").doesNotContain("agents:register");
    }

    @Test
    void grantsTheRegistrationScopeOnItsRouteOnly() throws JoseException {
        StandInService social = StandInService.SOCIAL.start();
        send(json(Gateway.anonymous("/api/v1/agents/register"), "POST", "{}"));
        String token = social.next().headers().get("Authorization").substring("Bearer ".length());
        Verdict verdict = verifier().verify(token);
        assertThat(((Verdict.Accepted) verdict).caller()).isInstanceOf(Caller.Anonymous.class);
        assertThat(((Verdict.Accepted) verdict).caller().scopes()).containsExactly("agents:register");
    }

    @Test
    void keepsTheServicesOwnHeadersInside() {
        HttpResponse<String> answer = send(authorized("/v1/sessions/x/teapot"));
        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(header(answer, "server")).isEmpty();
        assertThat(header(answer, "x-powered-by")).isEmpty();
        assertThat(header(answer, "x-tidepool-secret")).isEmpty();
    }

    @Test
    void relaysAStreamAsItComes() throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = Gateway.client()
                .send(json(authorized("/v1/chat/completions"), "POST", "{}").build(), BodyHandlers.ofInputStream());
        HttpServerResponse stream = session.nextStream();
        try (InputStream body = answer.body()) {
            assertThat(new String(body.readNBytes(13), StandardCharsets.UTF_8)).isEqualTo("data: first\n\n");
            assertThat(stream.ended()).as("the service has more to say").isFalse();
            stream.end("data: last\n\n");
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("data: last\n\n");
        }
        assertThat(header(answer, "content-type")).isEqualTo("text/event-stream");
    }

    @Test
    void cancelsTheServiceWhenTheClientLeaves() throws IOException {
        try (java.net.Socket client = new java.net.Socket("127.0.0.1", Gateway.port())) {
            String request = "GET /v1/sessions/1/stream HTTP/1.1\r\nHost: x\r\nX-API-Key: " + Organizations.MAIN.key()
                    + "\r\n\r\n";
            client.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            session.nextStream();
            assertThat(client.getInputStream().read()).isEqualTo('H');
        }
        assertThat(session.nextAbandoned()).isEqualTo("/v1/sessions/1/stream");
    }

    @Test
    void refusesAnAnnouncedBodyThatIsTooLong() {
        HttpResponse<String> answer = send(authorized("/v1/staking/transactions/submit")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[1024 * 1024 + 1])));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(bodyOf(answer).getString("code")).isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void refusesAChunkedBodyOnceItIsTooLong() {
        StandInService staking = StandInService.STAKING.start();
        HttpResponse<String> answer = send(authorized("/v1/staking/transactions/submit")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[2 * 1024 * 1024]))));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(staking.receivedNothing()).as("half a body is no request").isTrue();
        assertThat(statusOf(authorized("/v1/staking/network")))
                .as("the service is not blamed")
                .isEqualTo(200);
        staking.stop();
    }

    @Test
    void countsBodiesToTheByte() {
        StandInService staking = StandInService.STAKING.start();
        int limit = 1024 * 1024;
        assertThat(statusOf(submission(BodyPublishers.ofByteArray(new byte[limit]))))
                .isEqualTo(200);
        assertThat(staking.next().bodyBytes()).isEqualTo(limit);
        assertThat(statusOf(submission(chunked(limit)))).as("chunked").isEqualTo(200);
        assertThat(staking.next().bodyBytes()).isEqualTo(limit);
        assertThat(statusOf(submission(BodyPublishers.ofByteArray(new byte[limit + 1]))))
                .isEqualTo(413);
        assertThat(statusOf(submission(chunked(limit + 1))))
                .as("chunked, one byte more")
                .isEqualTo(413);
        assertThat(staking.receivedNothing()).isTrue();
        staking.stop();
    }

    private static HttpRequest.BodyPublisher chunked(int bytes) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[bytes]));
    }

    private static HttpRequest.Builder submission(HttpRequest.BodyPublisher body) {
        return authorized("/v1/staking/transactions/submit")
                .header("Content-Type", "application/json")
                .POST(body);
    }

    @Test
    void refusesALocalChunkedBodyThatIsTooLong() {
        HttpResponse<String> answer = send(authorized("/v1/api-keys")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[100_000]))));
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void passesALongBodyWithinTheLimit() {
        assertThat(statusOf(authorized("/v1/sessions/1/messages")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[9 * 1024 * 1024])))))
                .isEqualTo(200);
        assertThat(session.next().bodyBytes()).isEqualTo(9 * 1024 * 1024);
    }

    @Test
    void passesALongAnswer() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                Gateway.client().send(authorized("/v1/sessions/1/large").build(), BodyHandlers.ofByteArray());
        assertThat(answer.body()).hasSize(3_000_000);
    }

    @Test
    void answersWithTimeoutWhenTheServiceHangs() {
        HttpResponse<String> answer = send(authorized("/v1/sessions/hang"));
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(bodyOf(answer).getString("code")).isEqualTo("TIMEOUT");
        assertThat(session.nextAbandoned()).isEqualTo("/v1/sessions/hang");
    }

    @Test
    void asksOnceMoreWhenAKeptConnectionEndsUnderARead() {
        assertThat(statusOf(authorized("/v1/sessions/1/dropped-once"))).isEqualTo(200);
        assertThat(statusOf(json(authorized("/v1/sessions/2/dropped-once"), "POST", "{}")))
                .as("a write may have been done: it is not repeated")
                .isEqualTo(503);
    }

    @Test
    void breaksTheConnectionWhenTheServiceBreaksOff() {
        assertThatThrownBy(() -> send(authorized("/v1/sessions/half"))).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void answersUnavailableWhileAServiceIsDownAndRecovers() {
        StandInService staking = StandInService.STAKING;
        staking.stop();
        for (int i = 0; i < 8; i++) {
            HttpResponse<String> answer = send(as(Organizations.OTHER.key(), "/v1/staking/network"));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(bodyOf(answer).getString("code")).isEqualTo("UNAVAILABLE");
            assertThat(header(answer, "content-type")).isEqualTo("application/problem+json");
            assertThat(Integer.parseInt(header(answer, "retry-after"))).isPositive();
        }
        assertThat(statusOf(authorized("/v1/sessions"))).as("other services").isEqualTo(200);
        assertThat(metrics()).contains("tidepool_breaker_state{upstream=\"staking\"} 2.0");
        staking.start();
        Eventually.within(
                Duration.ofSeconds(5),
                () -> assertThat(statusOf(as(Organizations.OTHER.key(), "/v1/staking/network")))
                        .isEqualTo(200));
        staking.stop();
    }

    @Test
    void timesRequestsByRoute() {
        send(authorized("/v1/sessions/some-id"));
        assertThat(metrics())
                .contains("http_server_requests_seconds_count{method=\"GET\",outcome=\"SUCCESS\",status=\"200\","
                        + "uri=\"/v1/sessions/{id}\"}")
                .doesNotContain("some-id");
    }

    private static String metrics() {
        return send(HttpRequest.newBuilder(Gateway.managementUri("/q/metrics"))).body();
    }

    private static InternalTokenVerifier verifier() throws JoseException {
        String keys = send(HttpRequest.newBuilder(Gateway.managementUri("/internal/jwks.json")))
                .body();
        assertThat(keys).doesNotContain("\"d\"");
        return new InternalTokenVerifier(new JsonWebKeySet(keys).getJsonWebKeys());
    }
}
