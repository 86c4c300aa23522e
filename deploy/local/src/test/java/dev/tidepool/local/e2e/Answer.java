package dev.tidepool.local.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.assertj.core.api.Assertions;

/** What the suite answered. */
record Answer(int status, HttpHeaders headers, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Answer of(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError("not JSON: " + body, malformed);
        }
    }

    /** The text at a path such as {@code post.id}. */
    String text(String path) {
        return json().at("/" + path.replace('.', '/')).asText();
    }

    Answer expect(int expected) {
        Assertions.assertThat(status).as(body).isEqualTo(expected);
        return this;
    }

    /** Expects problem details with this status and code. */
    Answer expectProblem(int expected, String code) {
        expect(expected);
        Assertions.assertThat(header("Content-Type").orElse("")).startsWith("application/problem+json");
        Assertions.assertThat(text("code")).isEqualTo(code);
        Assertions.assertThat(text("requestId"))
                .isNotBlank()
                .isEqualTo(header("X-Request-Id").orElse(""));
        return this;
    }
}
