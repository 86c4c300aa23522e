package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.anonymous;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.header;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class StatusTest {

    @Test
    void reportsEveryComponentWithItsLatency() {
        StandInService.SESSION.start();
        StandInService.STAKING.stop();
        Eventually.within(Duration.ofSeconds(5), () -> {
            JsonObject health = bodyOf(send(anonymous("/health")));
            assertThat(health.getString("status")).isEqualTo("degraded");
            JsonObject components = health.getJsonObject("components");
            assertThat(components.fieldNames()).containsExactly("database", "redis", "session", "social", "staking");
            assertThat(components.getJsonObject("database").getString("status")).isEqualTo("healthy");
            assertThat(components.getJsonObject("database").getDouble("latencyMs"))
                    .isPositive();
            assertThat(components.getJsonObject("session").getString("status")).isEqualTo("healthy");
            assertThat(components.getJsonObject("staking").getString("status")).isEqualTo("unhealthy");
        });
    }

    @Test
    void asksAServiceThatHangsOnceHoweverManyProbesCome() {
        StandInService session = StandInService.SESSION.start();
        session.hangOnProbes(true);
        try {
            Eventually.within(
                    Duration.ofSeconds(5), () -> assertThat(sessionHealth()).isEqualTo("unhealthy"));
            session.start();
            List<CompletableFuture<HttpResponse<String>>> probes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                probes.add(
                        Gateway.client().sendAsync(anonymous("/health").build(), HttpResponse.BodyHandlers.ofString()));
            }
            assertThat(probes).allMatch(probe -> probe.join().statusCode() == 200);
            assertThat(session.receivedCount()).isLessThan(5);
        } finally {
            session.hangOnProbes(false);
        }
        Eventually.within(
                Duration.ofSeconds(10), () -> assertThat(sessionHealth()).isEqualTo("healthy"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready", "/info", "/api/docs/"})
    void answersHeadWithoutABody(String path) {
        HttpResponse<String> answer = send(anonymous(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready", "/info"})
    void servesNoOtherMethod(String path) {
        HttpResponse<String> answer = send(anonymous(path).method("DELETE", HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(header(answer, "allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void isLiveAndReady() {
        assertThat(statusOf(anonymous("/health/live"))).isEqualTo(200);
        assertThat(statusOf(anonymous("/health/ready"))).isEqualTo(200);
        assertThat(statusOf(HttpRequest.newBuilder(Gateway.managementUri("/q/health/ready"))))
                .isEqualTo(200);
    }

    private static String sessionHealth() {
        return bodyOf(send(anonymous("/health")))
                .getJsonObject("components")
                .getJsonObject("session")
                .getString("status");
    }

    @Test
    void saysWhatItIs() {
        JsonObject info = bodyOf(send(anonymous("/info")));
        assertThat(info.getString("service")).isEqualTo("tidepool-gateway");
        assertThat(info.getString("version")).isNotEqualTo("unknown");
        assertThat(info.getString("commit")).isNotEmpty().doesNotContain("$");
        assertThat(info.getString("builtAt")).doesNotContain("$");
    }

    @Test
    void describesItselfAndNamesServicesThatAreAway() {
        StandInService.STAKING.stop();
        JsonObject description = bodyOf(send(anonymous("/api/openapi.json")));
        assertThat(description.getString("openapi")).startsWith("3.1");
        assertThat(description.getJsonObject("paths").fieldNames()).contains("/v1/api-keys", "/v1/auth/login");
        assertThat(description.getJsonArray("x-missing-services")).contains("staking");
    }

    @Test
    void servesTheDocumentationPageFromItself() {
        HttpResponse<String> page = send(anonymous("/api/docs/"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("swagger-ui", "/api/docs/start.js").doesNotContain("src=\"http");
        assertThat(header(page, "content-security-policy")).contains("default-src 'none'", "script-src 'self'");
        assertThat(statusOf(anonymous("/api/docs/swagger-ui-bundle.js"))).isEqualTo(200);
    }
}
