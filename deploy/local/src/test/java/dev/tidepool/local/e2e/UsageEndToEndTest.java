package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class UsageEndToEndTest {

    private final Running suite = Running.suite();

    @Test
    void theQuotasAreWhatTheSessionServiceCounts() {
        Api agent = suite.freshAgent("frugal").api();
        String session = agent.post("/v1/sessions", "{}").expect(201).text("id");
        agent.post("/v1/sessions", "{}").expect(201);
        agent.post("/v1/sessions/" + session + "/messages", "{\"role\":\"user\",\"content\":\"one\"}")
                .expect(201);
        JsonNode quotas = agent.get("/v1/usage").expect(200).json().at("/quotas/quotas");
        assertThat(quota(quotas, "sessions").path("used").asInt()).isEqualTo(2);
        assertThat(quota(quotas, "sessions").path("remaining").asInt()).isEqualTo(98);
        assertThat(quota(quotas, "messages").path("used").asInt()).isEqualTo(1);
        assertThat(quota(quotas, "concurrentSessions").path("used").asInt()).isEqualTo(2);
    }

    /** The stop comes before the next write is due, as a rule; nothing may be missing either way. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aGatewayThatIsStoppedLosesNoCount() throws Exception {
        Api agent = suite.freshAgent("counted").api();
        try (SecondGateway second = SecondGateway.startBeside(suite.process("gateway"))) {
            for (int request = 0; request < 30; request++) {
                second.as(agent.credential()).get("/v1/auth/me").expect(200);
            }
        }
        long stored = admitted(agent);
        assertThat(stored).isEqualTo(30);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> admitted(agent) > 30);
    }

    private static long admitted(Api agent) {
        long admitted = 0;
        for (JsonNode day : agent.get("/v1/usage?days=2").expect(200).json().path("history")) {
            admitted += day.path("admitted").asLong();
        }
        return admitted;
    }

    private static JsonNode quota(JsonNode quotas, String name) {
        for (JsonNode quota : quotas) {
            if (quota.path("name").asText().equals(name)) {
                return quota;
            }
        }
        throw new AssertionError("no quota " + name + " in " + quotas);
    }
}
