package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogEndToEndTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Running suite = Running.suite();

    @Test
    void aRequestIsFoundByItsIdInEveryServiceItTouched() throws IOException {
        String id = "find-me-" + UUID.randomUUID();
        suite.owner().get("/v1/sessions", Map.of("X-Request-Id", id)).expect(200);
        Awaitility.await()
                .atMost(SOON)
                .until(() -> lines("gateway").stream().anyMatch(line -> line.contains(id))
                        && lines("session").stream().anyMatch(line -> line.contains(id)));
        String line = lines("session").stream()
                .filter(text -> text.contains(id))
                .findFirst()
                .orElseThrow();
        JsonNode entry = new ObjectMapper().readTree(line);
        assertThat(entry.at("/mdc/requestId").asText()).isEqualTo(id);
        assertThat(entry.at("/mdc/traceId").asText()).hasSize(32);
        assertThat(entry.at("/mdc/organization").asText()).hasSize(36);
        assertThat(entry.path("message").asText()).contains("status=200");
    }

    /** Here everything is slow; there what takes longer than 5 s. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aSlowRequestIsToldOfOnALineOfItsOwn() throws IOException {
        String id = "slow-" + UUID.randomUUID();
        suite.owner().get("/v1/sessions", Map.of("X-Request-Id", id)).expect(200);
        try (SecondGateway gateway =
                SecondGateway.startBeside(suite.process("gateway"), Map.of("TIDEPOOL_ACCESS_LOG_SLOW", "0s"))) {
            gateway.as(suite.variable("TIDEPOOL_API_KEY"))
                    .get("/v1/sessions", Map.of("X-Request-Id", id))
                    .expect(200);
            String line = Awaitility.await()
                    .atMost(SOON)
                    .until(
                            () -> gateway.log().stream()
                                    .filter(text -> text.contains(id) && text.contains("event=slow_request"))
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();
            JsonNode entry = new ObjectMapper().readTree(line);
            assertThat(entry.path("level").asText()).isEqualTo("WARN");
            assertThat(entry.path("message").asText())
                    .contains("method=GET", "path=/v1/sessions", "status=200", "micros=");
        }
        assertThat(lines("gateway")).noneMatch(text -> text.contains(id) && text.contains("event=slow_request"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "session", "social", "staking"})
    void noSecretIsLogged(String service) {
        String password = suite.variable("TIDEPOOL_ADMIN_PASSWORD");
        suite.owner().get("/v1/sessions?token=" + suite.variable("TIDEPOOL_API_KEY"));
        suite.anonymous().post("/v1/auth/login", "{\"email\":\"x@example.org\",\"password\":\"" + password + "!\"}");
        assertThat(lines(service))
                .isNotEmpty()
                .noneMatch(line -> line.contains(suite.variable("TIDEPOOL_API_KEY"))
                        || line.contains(suite.variable("TIDEPOOL_API_KEY_OPEN_SOURCE"))
                        || line.contains(password));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "session", "social", "staking"})
    void nothingBlockedTheEventLoop(String service) {
        assertThat(lines(service)).isNotEmpty().noneMatch(line -> line.contains("has been blocked for"));
    }

    private List<String> lines(String service) {
        return suite.log(service).toList();
    }
}
