package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.anonymous;
import static dev.tidepool.gateway.support.Gateway.authorized;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.header;
import static dev.tidepool.gateway.support.Gateway.json;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.RawClient;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class EdgeTest {

    private StandInService session;

    @BeforeEach
    void startService() {
        session = StandInService.SESSION.start();
    }

    @Test
    void answersUnknownRouteWithProblem() {
        HttpResponse<String> answer = send(authorized("/v1/nothing"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "content-type")).isEqualTo("application/problem+json");
        assertThat(bodyOf(answer).getString("code")).isEqualTo("NOT_FOUND");
        assertThat(bodyOf(answer).getString("requestId")).isEqualTo(header(answer, "x-request-id"));
    }

    @Test
    void namesAllowedMethodsOfARouteCalledWithAnother() {
        HttpResponse<String> answer = send(authorized("/v1/models").DELETE());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(header(answer, "allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(bodyOf(answer).getJsonObject("error").getString("code")).isEqualTo("method_not_allowed");
        assertThat(session.receivedNothing()).isTrue();
    }

    @Test
    void refusesABodyThatIsNotJson() {
        HttpResponse<String> answer = send(
                authorized("/v1/sessions").header("Content-Type", "text/plain").POST(BodyPublishers.ofString("hello")));
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(bodyOf(answer).getString("code")).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
        assertThat(session.receivedNothing()).isTrue();
    }

    @Test
    void acceptsJsonWithParameters() {
        assertThat(statusOf(authorized("/v1/sessions")
                        .header("Content-Type", "application/json; charset=utf-8")
                        .POST(BodyPublishers.ofString("{}"))))
                .isEqualTo(200);
    }

    @Test
    void writesSecurityHeadersOnEveryAnswer() {
        for (HttpResponse<String> answer : List.of(send(anonymous("/health/live")), send(anonymous("/nothing")))) {
            assertThat(header(answer, "content-security-policy")).contains("default-src 'none'");
            assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
            assertThat(header(answer, "x-frame-options")).isEqualTo("DENY");
            assertThat(header(answer, "referrer-policy")).isEqualTo("no-referrer");
            assertThat(header(answer, "permissions-policy")).isNotEmpty();
            assertThat(header(answer, "x-xss-protection")).isEqualTo("0");
            assertThat(header(answer, "x-response-time")).matches("\\d+\\.\\d{3}ms");
            assertThat(header(answer, "server")).isEmpty();
        }
    }

    @Test
    void keepsAValidRequestIdAndReplacesAnother() {
        assertThat(header(send(anonymous("/health/live").header("X-Request-Id", "mine-1")), "x-request-id"))
                .isEqualTo("mine-1");
        assertThat(header(send(anonymous("/health/live").header("X-Request-Id", "not valid!")), "x-request-id"))
                .doesNotContain("!");
    }

    @Test
    void namesAnAllowedOriginOnly() {
        HttpResponse<String> allowed = send(anonymous("/health/live").header("Origin", "https://app.example.org"));
        assertThat(header(allowed, "access-control-allow-origin")).isEqualTo("https://app.example.org");
        assertThat(header(allowed, "access-control-allow-credentials")).isEmpty();
        HttpResponse<String> other = send(anonymous("/health/live").header("Origin", "https://evil.example"));
        assertThat(header(other, "access-control-allow-origin")).isEmpty();
    }

    @Test
    void answersAPreflightWithoutACredential() {
        HttpResponse<String> answer = send(anonymous("/v1/sessions")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://app.example.org")
                .header("Access-Control-Request-Method", "POST"));
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(header(answer, "access-control-allow-methods")).contains("POST");
        assertThat(header(answer, "access-control-max-age")).isEqualTo("86400");
    }

    /** Solana Actions are for wallets wherever they run; all else keeps to the origins that are known. */
    @Test
    void letsAnyOriginUseAnAction() {
        HttpResponse<String> preflight = send(anonymous("/actions/stake?amount=1")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://wallet.example")
                .header("Access-Control-Request-Method", "POST"));
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(header(preflight, "access-control-allow-origin")).isEqualTo("*");
        assertThat(header(preflight, "access-control-allow-methods")).isEqualTo("GET, POST, OPTIONS");
        assertThat(header(preflight, "access-control-allow-headers"))
                .contains("Content-Type", "Content-Encoding", "Accept-Encoding", "X-Accept-Action-Version");
        assertThat(header(preflight, "access-control-allow-credentials")).isEmpty();
        HttpResponse<String> answer = send(anonymous("/actions/stake").header("Origin", "https://wallet.example"));
        assertThat(answer.statusCode()).as("no credential is asked for").isNotIn(401, 403, 404);
        assertThat(header(answer, "access-control-allow-origin")).isEqualTo("*");
        assertThat(header(answer, "access-control-expose-headers")).contains("X-Action-Version", "X-Blockchain-Ids");
        HttpResponse<String> other = send(anonymous("/stake/build").header("Origin", "https://wallet.example"));
        assertThat(header(other, "access-control-allow-origin")).isEmpty();
    }

    /** A browser lets a page send only the headers that a preflight allows. */
    @Test
    void allowsBrowsersEveryHeaderThatTheDescriptionNames() throws IOException {
        HttpResponse<String> answer = send(anonymous("/v1/sessions")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://app.example.org")
                .header("Access-Control-Request-Method", "POST"));
        List<String> allowed =
                List.of(header(answer, "access-control-allow-headers").split(", ", -1));
        JsonNode description = new ObjectMapper()
                .readTree(Path.of("../docs/openapi/tidepool.json").toFile());
        List<String> named = description.findParents("in").stream()
                .filter(parameter -> parameter.path("in").asText().equals("header"))
                .map(parameter -> parameter.path("name").asText())
                // Those are the browser's own, and sockets know no preflight.
                .filter(name -> !name.startsWith("Sec-"))
                .distinct()
                .toList();
        assertThat(named).contains("Idempotency-Key");
        assertThat(allowed)
                .containsAll(named)
                .contains("Authorization", "Content-Type", "If-None-Match", "traceparent");
    }

    @Test
    void letsPagesReadWhatAnswersSayInHeaders() {
        HttpResponse<String> answer = send(anonymous("/health/live").header("Origin", "https://app.example.org"));
        assertThat(header(answer, "access-control-expose-headers"))
                .contains("ETag", "Content-Disposition", "WWW-Authenticate", "Retry-After");
    }

    @Test
    void countsWhatItRefusesAheadOfACredentialAgainstTheAddress() {
        try (RawClient client = RawClient.connectFrom("127.0.0.81")) {
            assertThat(remaining(client, "404", "GET /v1/nothing HTTP/1.1")).isEqualTo("59");
            assertThat(remaining(client, "405", "DELETE /v1/models HTTP/1.1\r\nX-API-Key: " + Organizations.MAIN.key()))
                    .as("nobody looked at the key")
                    .isEqualTo("58");
            assertThat(remaining(client, "426", "GET /v1/realtime HTTP/1.1")).isEqualTo("57");
            assertThat(remaining(client, "204", "OPTIONS /v1/models HTTP/1.1"))
                    .as("uncounted")
                    .isEmpty();
            for (int left = 56; left >= 0; left--) {
                assertThat(remaining(client, "404", "GET /v1/nothing HTTP/1.1")).isEqualTo(Integer.toString(left));
            }
            assertThat(remaining(client, "429", "GET /v1/nothing HTTP/1.1")).isEqualTo("0");
            assertThat(remaining(client, "200", "GET /v1/sessions HTTP/1.1\r\nX-API-Key: " + Organizations.MAIN.key()))
                    .as("a caller who is known has limits of his own")
                    .isNotEqualTo("0");
        }
    }

    private static String remaining(RawClient client, String status, String head) {
        String answer = client.send(head + "\r\nHost: x\r\n\r\n").readAnswer();
        assertThat(answer).as(head).startsWith("HTTP/1.1 " + status);
        return RawClient.header(answer, "x-ratelimit-remaining");
    }

    @Test
    void speaksTheErrorShapeOfTheSurface() {
        assertThat(bodyOf(send(anonymous("/api/v1/feed"))).getBoolean("success"))
                .isFalse();
        assertThat(bodyOf(send(json(anonymous("/v1/chat/completions"), "POST", "{}")))
                        .getJsonObject("error")
                        .getString("type"))
                .isEqualTo("authentication_error");
    }
}
