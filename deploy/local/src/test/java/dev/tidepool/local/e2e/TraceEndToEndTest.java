package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.local.e2e.OtlpReceiver.Span;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TraceEndToEndTest {

    private static final Duration EXPORTED = Duration.ofSeconds(20);

    private final Running suite = Running.suite();
    private final String trace = randomHex(16);
    private final Map<String, String> traced =
            Map.of("traceparent", "00-" + trace + "-" + randomHex(8) + "-01", "Content-Type", "application/json");

    @Test
    void aSessionsTraceSpansGatewayServiceAndSql() {
        suite.owner().post("/v1/sessions", "{}", traced).expect(201);
        Awaitility.await().atMost(EXPORTED).untilAsserted(() -> {
            assertThat(services()).contains("gateway-service", "session-service");
            assertThat(names("session-service")).anyMatch(name -> name.contains("INSERT") || name.contains("sessions"));
        });
        assertThat(spanIsConnected("session-service")).isTrue();
    }

    @Test
    void aPostsTraceCrossesRedisToTheGateway() {
        Api agent = suite.freshAgent("traced").api();
        String post = "{\"submolt_name\":\"general\",\"title\":\"traced\",\"content\":\"across\"}";
        agent.post("/api/v1/posts", post, traced).expect(201);
        Awaitility.await().atMost(EXPORTED).untilAsserted(() -> {
            assertThat(names("social-service")).contains("publish post:created");
            assertThat(names("gateway-service")).contains("receive post:created");
        });
    }

    private List<String> services() {
        return suite.traces().ofTrace(trace).stream()
                .map(Span::service)
                .distinct()
                .toList();
    }

    private List<String> names(String service) {
        return suite.traces().ofTrace(trace).stream()
                .filter(span -> span.service().equals(service))
                .map(Span::name)
                .toList();
    }

    /** Whether some span of the service has its parent in the gateway. */
    private boolean spanIsConnected(String service) {
        Map<String, String> serviceOfSpan = suite.traces().ofTrace(trace).stream()
                .collect(Collectors.toMap(Span::id, Span::service, (first, second) -> first));
        return suite.traces().ofTrace(trace).stream()
                .filter(span -> span.service().equals(service))
                .anyMatch(span -> "gateway-service".equals(serviceOfSpan.get(span.parent())));
    }

    private static String randomHex(int bytes) {
        byte[] random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
