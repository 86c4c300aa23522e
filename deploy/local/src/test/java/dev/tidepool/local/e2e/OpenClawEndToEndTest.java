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
        suite.owner().get("/v1/openclaw/skills").expectProblem(503, "OPENCLAW_DISABLED");
        suite.owner()
                .post("/v1/openclaw/browser", "{\"method\":\"GET\",\"path\":\"/tabs\"}")
                .expectProblem(403, "OPENCLAW_BROWSER_REFUSED");
        String session = suite.owner().post("/v1/sessions", "{}").expect(201).text("id");
        assertThat(suite.owner()
                        .get("/v1/sessions/" + session + "/openclaw")
                        .expect(200)
                        .json()
                        .path("agents"))
                .isEmpty();
        suite.owner().get("/v1/sessions/" + session + "/openclaw/main").expectProblem(503, "OPENCLAW_DISABLED");
        suite.anonymous().get("/v1/openclaw/status").expectProblem(401, "UNAUTHORIZED");
    }
}
