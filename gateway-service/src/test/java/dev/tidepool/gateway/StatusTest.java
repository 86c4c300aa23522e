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
import org.junit.jupiter.api.Test;

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
    void isLiveAndReady() {
        assertThat(statusOf(anonymous("/health/live"))).isEqualTo(200);
        assertThat(statusOf(anonymous("/health/ready"))).isEqualTo(200);
        assertThat(statusOf(HttpRequest.newBuilder(Gateway.managementUri("/q/health/ready"))))
                .isEqualTo(200);
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
        assertThat(page.body()).contains("swagger-ui", "/api/openapi.json").doesNotContain("src=\"http");
        assertThat(header(page, "content-security-policy")).contains("default-src 'self'");
        assertThat(statusOf(anonymous("/api/docs/swagger-ui-bundle.js"))).isEqualTo(200);
    }
}
