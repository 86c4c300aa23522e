package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class FaultEndToEndTest {

    private static final Duration RECOVERY = Duration.ofSeconds(90);

    private final Running suite = Running.suite();

    @Test
    void aKilledServiceLosesItsRoutesOnlyAndComesBack() {
        Api owner = suite.owner();
        String id =
                owner.post("/v1/sessions", "{\"label\":\"kept\"}").expect(201).text("id");
        String message = "{\"role\":\"user\",\"content\":\"acknowledged\"}";
        owner.post("/v1/sessions/" + id + "/messages", message).expect(201);

        suite.stop("session");
        Answer refused = owner.get("/v1/sessions").expectProblem(503, "UNAVAILABLE");
        assertThat(refused.header("Retry-After")).isPresent();
        owner.get("/api/v1/posts").expect(200);
        owner.get("/v1/staking/network").expect(200);
        owner.get("/v1/auth/me").expect(200);

        suite.recover("session");
        Awaitility.await()
                .atMost(RECOVERY)
                .untilAsserted(() -> owner.get("/v1/sessions/" + id).expect(200));
        Answer history = owner.get("/v1/sessions/" + id + "/messages").expect(200);
        assertThat(history.body()).contains("acknowledged");
    }

    @Test
    void healthTellsWhenRedisIsAwayAndWhenItIsBack() {
        suite.stop("redis");
        try {
            Awaitility.await()
                    .atMost(RECOVERY)
                    .untilAsserted(() ->
                            assertThat(suite.anonymous().get("/health").body()).contains("degraded"));
            suite.owner().get("/v1/sessions").expect(200);
            suite.anonymous().get("/health/ready").expect(200);
        } finally {
            suite.recover("redis");
        }
        Awaitility.await()
                .atMost(RECOVERY)
                .untilAsserted(() ->
                        assertThat(suite.anonymous().get("/health").body()).doesNotContain("degraded"));
    }
}
