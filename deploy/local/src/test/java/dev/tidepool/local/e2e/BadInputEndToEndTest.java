package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputEndToEndTest {

    private static final int MEBIBYTE = 1 << 20;

    private final Running suite = Running.suite();

    @Test
    void anUnknownRouteIsNotFound() {
        suite.owner().get("/v1/nowhere").expectProblem(404, "NOT_FOUND");
        suite.owner().get("/").expectProblem(404, "NOT_FOUND");
        suite.owner().get("/internal/agent-keys").expectProblem(404, "NOT_FOUND");
        suite.owner().get("/q/metrics").expectProblem(404, "NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({
        "404, /v1/sessions/../../q/metrics",
        "400, /v1/%2e%2e/q/metrics",
        "400, //v1/sessions/..%2f..",
        "400, /v1/sessions/%00"
    })
    void aPathThatClimbsReachesNothing(int status, String path) {
        suite.owner().get(path).expect(status);
    }

    @Test
    void theWrongMethodSaysWhichAreRight() {
        Answer answer = suite.owner()
                .send("PUT", "/v1/sessions", Map.of(), HttpRequest.BodyPublishers.ofString("{}"))
                .expectProblem(405, "METHOD_NOT_ALLOWED");
        assertThat(answer.header("Allow").orElse("")).contains("GET").contains("POST");
    }

    @Test
    void theWrongContentTypeIsRefused() {
        suite.owner()
                .post("/v1/sessions", "label=x", Map.of("Content-Type", "text/plain"))
                .expectProblem(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void malformedJsonIsRefused() {
        suite.owner().post("/v1/sessions", "{\"label\":").expectProblem(400, "MALFORMED_JSON");
        Answer field =
                suite.owner().post("/v1/sessions", "{\"ttlSeconds\":\"soon\"}").expect(400);
        assertThat(field.text("field")).isEqualTo("ttlSeconds");
    }

    @Test
    void aBodyOverTheLimitIsRefusedDeclaredOrStreamed() {
        suite.owner().post("/v1/sessions", "x".repeat(11 * MEBIBYTE)).expectProblem(413, "PAYLOAD_TOO_LARGE");
        suite.owner()
                .send(
                        "POST",
                        "/v1/staking/transactions/submit",
                        Map.of("Content-Type", "application/json"),
                        HttpRequest.BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(new byte[2 * MEBIBYTE])))
                .expectProblem(413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    void noAnswerTellsWhatServesIt() {
        Answer answer = suite.owner().get("/v1/sessions").expect(200);
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Content-Security-Policy")).isPresent();
        assertThat(answer.header("X-Response-Time")).isPresent();
    }
}
