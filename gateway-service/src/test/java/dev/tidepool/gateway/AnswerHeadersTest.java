package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.RawClient.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.RawClient;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The headers every answer has, whoever wrote it: the edge, the framework, a resource or a service. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class AnswerHeadersTest {

    private static final String DATA =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    private static final String PAGE = "default-src 'none'; connect-src 'self'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    @BeforeEach
    void startService() {
        StandInService.SESSION.start();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | GET /health/live HTTP/1.1~Host: x~~",
                "200 | GET /info HTTP/1.1~Host: x~~",
                "200 | GET /.well-known/jwks.json HTTP/1.1~Host: x~~",
                "200 | GET /api/openapi.json HTTP/1.1~Host: x~~",
                "200 | GET /v1/sessions HTTP/1.1~Host: x~KEY~~",
                "200 | HEAD /v1/sessions HTTP/1.1~Host: x~KEY~~",
                "418 | GET /v1/sessions/1/teapot HTTP/1.1~Host: x~KEY~~",
                "204 | OPTIONS /v1/sessions HTTP/1.1~Host: x~~",
                "204 | OPTIONS /v1/sessions HTTP/1.1~Host: x~Origin: https://app.example.org~Access-Control-Request-Method: POST~~",
                "400 | nonsense~~",
                "400 | GET /v1/%zz HTTP/1.1~Host: x~~",
                "400 | POST /v1/auth/login HTTP/1.1~Host: x~Content-Type: application/json~Content-Length: 1~~{",
                "400 | POST /v1/sessions HTTP/1.1~Host: x~Content-Length: 1~Transfer-Encoding: chunked~~",
                "401 | GET /v1/sessions HTTP/1.1~Host: x~~",
                "401 | GET /v1/auth/me HTTP/1.1~Host: x~~",
                "404 | GET /nothing HTTP/1.1~Host: x~~",
                "404 | GET /q/health HTTP/1.1~Host: x~~",
                "404 | GET /api/docs/nothing.js HTTP/1.1~Host: x~~",
                "405 | DELETE /v1/models HTTP/1.1~Host: x~~",
                "413 | POST /v1/auth/login HTTP/1.1~Host: x~Content-Type: application/json~Content-Length: 99999999~~",
                "415 | POST /v1/auth/login HTTP/1.1~Host: x~Content-Type: text/plain~Content-Length: 1~~x",
                "500 | GET /v1/auth/me HTTP/1.1~Host: x~X-Test-Failure: yes~KEY~~",
                "426 | GET /v1/realtime HTTP/1.1~Host: x~KEY~~",
                "501 | TRACE / HTTP/1.1~Host: x~~",
                "504 | GET /v1/sessions/hang HTTP/1.1~Host: x~KEY~~"
            })
    void areOnEveryAnswer(int status, String request) {
        String answer = answerTo(request.strip());
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(header(answer, "content-security-policy")).isEqualTo(request.contains("/api/docs/") ? PAGE : DATA);
        assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(answer, "x-frame-options")).isEqualTo("DENY");
        assertThat(header(answer, "referrer-policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "permissions-policy")).isNotEmpty();
        assertThat(header(answer, "x-xss-protection")).isEqualTo("0");
        assertThat(header(answer, "x-response-time")).matches("\\d+\\.\\d{3}ms");
        assertThat(header(answer, "x-request-id")).isNotEmpty();
        assertThat(header(answer, "vary")).contains("Origin");
        assertThat(header(answer, "strict-transport-security"))
                .as("without TLS")
                .isEmpty();
        assertThat(header(answer, "server")).isEmpty();
        assertThat(header(answer, "x-powered-by")).isEmpty();
        assertThat(header(answer, "access-control-allow-credentials")).isEmpty();
        assertThat(header(answer, "access-control-allow-origin")).isNotEqualTo("*");
    }

    @Test
    void letTheDocumentationPageRunItsOwnScriptsOnly() {
        String policy = header(answerTo("GET /api/docs/ HTTP/1.1~Host: x~~"), "content-security-policy");
        assertThat(policy).isEqualTo(PAGE).doesNotContain("unsafe", "http");
    }

    @Test
    void tellAPreflightForADay() {
        String answer = answerTo(
                "OPTIONS /v1/sessions HTTP/1.1~Host: x~Origin: https://app.example.org~Access-Control-Request-Method: POST~~");
        assertThat(header(answer, "access-control-allow-origin")).isEqualTo("https://app.example.org");
        assertThat(header(answer, "access-control-max-age")).isEqualTo("86400");
        String other = answerTo(
                "OPTIONS /v1/sessions HTTP/1.1~Host: x~Origin: https://app.example.org.evil.example~Access-Control-Request-Method: POST~~");
        assertThat(header(other, "access-control-allow-origin")).isEmpty();
        assertThat(header(other, "access-control-max-age")).isEmpty();
    }

    private static String answerTo(String request) {
        String key = "X-API-Key: " + Organizations.MAIN.key();
        try (RawClient client = RawClient.connect()) {
            return client.send(request.replace("KEY", key).replace("~", "\r\n")).readHead();
        }
    }
}
