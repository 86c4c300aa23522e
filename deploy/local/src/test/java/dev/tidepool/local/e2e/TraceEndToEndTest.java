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
            assertThat(spans("session-service"))
                    .extracting(Span::statement)
                    .anyMatch(sql -> sql.contains("INSERT INTO session."));
            assertThat(isBelowTheGateway("session-service")).isTrue();
        });
    }

    @Test
    void aPostsTraceCrossesRedisToTheGateway() {
        Api agent = suite.freshAgent("traced").api();
        String post = "{\"submolt_name\":\"general\",\"title\":\"traced\",\"content\":\"across\"}";
        agent.post("/api/v1/posts", post, traced).expect(201);
        Awaitility.await().atMost(EXPORTED).untilAsserted(() -> {
            assertThat(spans("social-service")).extracting(Span::name).contains("publish post:created");
            assertThat(spans("gateway-service")).extracting(Span::name).contains("receive post:created");
        });
    }

    private List<String> services() {
        return suite.traces().ofTrace(trace).stream()
                .map(Span::service)
                .distinct()
                .toList();
    }

    private List<Span> spans(String service) {
        return suite.traces().ofTrace(trace).stream()
                .filter(span -> span.service().equals(service))
                .toList();
    }

    /** Whether some span of the service has its parent in the gateway. */
    private boolean isBelowTheGateway(String service) {
        Map<String, String> serviceOfSpan = suite.traces().ofTrace(trace).stream()
                .collect(Collectors.toMap(Span::id, Span::service, (first, second) -> first));
        return spans(service).stream().anyMatch(span -> "gateway-service".equals(serviceOfSpan.get(span.parent())));
    }

    private static String randomHex(int bytes) {
        byte[] random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
