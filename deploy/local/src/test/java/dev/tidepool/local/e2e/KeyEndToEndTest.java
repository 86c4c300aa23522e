package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Keys on two gateways: what one of them is told binds the other within a second. */
@EnabledOnOs(OS.LINUX)
class KeyEndToEndTest {

    private static final Duration BINDING = Duration.ofSeconds(1);
    private static final Duration OFTEN = Duration.ofMillis(50);

    private static SecondGateway second;

    private final Running suite = Running.suite();

    @BeforeAll
    static void startAnotherGateway() throws IOException {
        second = SecondGateway.startBeside(Running.suite().process("gateway"));
    }

    @AfterAll
    static void stopIt() {
        second.close();
    }

    @Test
    void aRevokedKeyStopsOnEveryGatewayWithinASecond() {
        Answer key = create("{\"name\":\"revoked\",\"scopes\":[\"chat:read\"]}");
        bothRemember(key.text("apiKey"));
        suite.owner().delete("/v1/api-keys/" + key.text("id")).expect(204);
        awaitRefused(second.as(key.text("apiKey")));
        awaitRefused(suite.as(key.text("apiKey")));
    }

    @Test
    void aKeyRevokedOnTheOtherGatewayStopsHere() {
        Answer key = create("{\"name\":\"revoked elsewhere\",\"scopes\":[\"chat:read\"]}");
        bothRemember(key.text("apiKey"));
        second.as(suite.variable("TIDEPOOL_API_KEY"))
                .delete("/v1/api-keys/" + key.text("id"))
                .expect(204);
        awaitRefused(suite.as(key.text("apiKey")));
    }

    @Test
    void bothTextsWorkOnBothGatewaysAfterARotation() {
        Answer old = create("{\"name\":\"rotated\",\"scopes\":[\"chat:read\"]}");
        bothRemember(old.text("apiKey"));
        Answer fresh = rotate(old, "{}");
        bothRemember(old.text("apiKey"));
        bothRemember(fresh.text("apiKey"));
    }

    @Test
    void aTextRotatedOutAtOnceStopsOnTheOtherGatewayWithinASecond() {
        Answer old = create("{\"name\":\"leaked\",\"scopes\":[\"chat:read\"]}");
        bothRemember(old.text("apiKey"));
        Answer fresh = rotate(old, "{\"graceSeconds\":0}");
        awaitRefused(second.as(old.text("apiKey")));
        bothRemember(fresh.text("apiKey"));
    }

    @Test
    void aRememberedKeyExpiresOnBothGatewaysInTime() {
        Instant end = Instant.now().plusSeconds(4);
        Answer key = create("{\"name\":\"brief\",\"scopes\":[\"chat:read\"],\"expiresAt\":\"%s\"}".formatted(end));
        bothRemember(key.text("apiKey"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> Instant.now().isAfter(end));
        suite.as(key.text("apiKey")).get("/v1/auth/me").expect(401);
        second.as(key.text("apiKey")).get("/v1/auth/me").expect(401);
    }

    @Test
    void whatOneGatewayDidIsInTheTrailOfTheOther() {
        Answer key = create("{\"name\":\"audited\",\"scopes\":[\"chat:read\"]}");
        second.as(suite.variable("TIDEPOOL_API_KEY"))
                .delete("/v1/api-keys/" + key.text("id"))
                .expect(204);
        assertThat(suite.owner().get("/v1/audit?type=key.revoked").expect(200).body())
                .contains(key.text("id"));
        assertThat(suite.owner().get("/v1/audit/export?format=csv").expect(200).body())
                .contains(key.text("id"));
    }

    @Test
    void aGatewayThatStopsWritesWhatItCounted() throws IOException {
        Answer key = create("{\"name\":\"counted\",\"scopes\":[\"chat:read\"]}");
        try (SecondGateway brief = SecondGateway.startBeside(suite.process("gateway"))) {
            for (int use = 0; use < 5; use++) {
                brief.as(key.text("apiKey")).get("/v1/auth/me").expect(200);
            }
        }
        Answer usage = suite.owner()
                .get("/v1/api-keys/" + key.text("id") + "/usage?days=2")
                .expect(200);
        assertThat(usage.text("total")).isEqualTo("5");
    }

    private Answer create(String wanted) {
        return suite.owner().post("/v1/api-keys", wanted).expect(201);
    }

    private Answer rotate(Answer key, String how) {
        return suite.owner()
                .post("/v1/api-keys/" + key.text("id") + "/rotate", how)
                .expect(200);
    }

    private void bothRemember(String text) {
        suite.as(text).get("/v1/auth/me").expect(200);
        second.as(text).get("/v1/auth/me").expect(200);
    }

    private static void awaitRefused(Api api) {
        Awaitility.await()
                .atMost(BINDING)
                .pollInterval(OFTEN)
                .untilAsserted(() -> api.get("/v1/auth/me").expect(401));
    }
}
