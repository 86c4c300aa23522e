package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Without a gateway of OpenClaw; the one against the real software is {@code OpenClawGatewayIT}. */
class OpenClawEndToEndTest {

    private final Running suite = Running.suite();

    @Test
    void saysThatNoGatewayIsConfigured() {
        Answer status = suite.owner().get("/v1/openclaw/status").expect(200);
        assertThat(status.text("state")).isEqualTo("disabled");
        suite.anonymous().get("/v1/openclaw/status").expectProblem(401, "UNAUTHORIZED");
    }
}
