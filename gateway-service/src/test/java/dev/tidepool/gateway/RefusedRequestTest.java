package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.anonymous;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.gateway.support.Visitor;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Being refused is no way around the limits. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class RefusedRequestTest {

    @Test
    void countsARequestWithoutACredentialAgainstItsAddress() {
        Visitor visitor = Visitor.arriving();
        for (int i = 1; i <= 60; i++) {
            HttpResponse<String> refused = visitor.send(anonymous("/v1/usage"));
            assertThat(refused.statusCode()).as("request " + i).isEqualTo(401);
            assertThat(header(refused, "x-ratelimit-remaining")).isEqualTo(Integer.toString(60 - i));
        }
        assertThat(visitor.send(anonymous("/v1/usage")).statusCode()).isEqualTo(429);
        assertThat(visitor.send(anonymous("/info")).statusCode())
                .as("what is for everybody")
                .isEqualTo(429);
        assertThat(visitor.get("/v1/auth/me", Organizations.MAIN.key()).statusCode())
                .as("who has a credential has a limit of their own")
                .isEqualTo(200);
    }

    @Test
    void countsARequestWithoutTheScopeAgainstItsCallerAsOneWhateverTheRouteCosts() {
        Person person = Person.registered();
        String key = bodyOf(person.visitor()
                        .send(
                                "POST",
                                "/v1/api-keys",
                                person.access(),
                                new JsonObject(
                                        "{\"name\":\"reader\",\"scopes\":[\"keys:read\"],\"rateLimitPerMinute\":10}")))
                .getString("apiKey");
        int before =
                Integer.parseInt(header(person.visitor().get("/v1/auth/me", person.access()), "x-ratelimit-remaining"));
        for (int i = 1; i <= 10; i++) {
            HttpResponse<String> refused = person.visitor().get("/v1/audit/export", key);
            assertThat(refused.statusCode()).as("request " + i).isEqualTo(403);
            assertThat(header(refused, "ratelimit")).contains("\"key\";r=" + (10 - i) + ";");
        }
        assertThat(person.visitor().get("/v1/audit/export", key).statusCode()).isEqualTo(429);
        assertThat(header(person.visitor().get("/v1/auth/me", person.access()), "x-ratelimit-remaining"))
                .as("the organisation's")
                .isEqualTo(Integer.toString(before - 11));
    }
}
