package dev.tidepool.session.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several providers beside each other. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@TestProfile(ProviderProfile.class)
@Timeout(60)
class ProvidersTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TestHTTPResource
    URI base;

    @Inject
    MeterRegistry metrics;

    private final Api api = Api.ofNewOrganization();
    private final String user = UUID.randomUUID().toString();

    @Test
    void asksTheProviderThatNamesTheModelByItsOwnName() {
        api.chat(asking("sound")).then().statusCode(200);
        assertThat(seen().getString("path")).isEqualTo("/brittle/v1/chat/completions");
        assertThat(seen().getJsonObject("body").getString("model")).isEqualTo("org/fake-1");
        assertThat(seen().getString("authorization")).isNull();
    }

    @Test
    void anyOtherNameGoesToTheProviderThatTakesAny() {
        api.chat(asking("org/fake-1")).then().statusCode(200);
        assertThat(seen().getString("path")).isEqualTo("/v1/chat/completions");
    }

    @Test
    void theOfflineModelAnswersBesideProviders() {
        api.chat(asking("tidepool-offline")).then().statusCode(200).body("model", equalTo("tidepool-offline"));
        assertThat(control("seen")).isEmpty();
        api.request().get("/v1/models/tidepool-offline").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flaky", "throttled", "stranger", "locked"})
    void theNextProviderAnswersWhenTheFirstDoesNot(String model) throws Exception {
        api.chat(asking(model)).then().statusCode(200).body("choices[0].message.content", equalTo("Hello"));
        assertThat(seen().getString("path")).isEqualTo("/backup/v1/chat/completions");
        Map<String, Object> streamed = asking(model);
        streamed.put("stream", true);
        try (Sse sse = Sse.open(base, api, streamed)) {
            assertThat(Sse.textOf(sse.rest())).isEqualTo("Hello");
        }
    }

    @Test
    void aRequestThatIsWrongIsNotTriedElsewhere() {
        api.chat(asking("wrong")).then().statusCode(400).body("error.code", equalTo("model_request_refused"));
        assertThat(seen().getString("path")).isEqualTo("/primary/v1/chat/completions");
        assertThat(seen().getString("authorization")).isEqualTo("Bearer sk-primary");
    }

    @Test
    void whenAllFailTheGravestFailureIsTold() {
        api.chat(asking("lost"))
                .then()
                .statusCode(503)
                .header("Retry-After", "5")
                .body("error.code", equalTo("model_unavailable"));
    }

    @Test
    void aProvidersBreakerOpensAndClosesAndShowsIt() {
        for (int call = 0; call < 25; call++) {
            api.chat(asking("broken")).then().statusCode(503);
        }
        assertThat(breaker("brittle")).isPositive();
        assertThat(breaker("backup")).isZero();
        Eventually.within(SOON, () -> {
            api.chat(asking("sound")).then().statusCode(200);
            assertThat(breaker("brittle")).isZero();
        });
    }

    private double breaker(String provider) {
        return metrics.get("tidepool.model.breaker")
                .tag("provider", provider)
                .gauge()
                .value();
    }

    private JsonObject seen() {
        return new JsonObject(control("seen"));
    }

    private String control(String what) {
        return RestAssured.get("http://127.0.0.1:" + System.getProperty(FakeProvider.PORT) + "/" + what + "/" + user)
                .asString();
    }

    private Map<String, Object> asking(String model) {
        Map<String, Object> body = new HashMap<>();
        body.put("model", model);
        body.put("user", user);
        body.put("messages", List.of(Map.of("role", "user", "content", "hi")));
        return body;
    }
}
