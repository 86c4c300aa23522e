package dev.tidepool.gateway.identity;

import static dev.tidepool.gateway.support.Gateway.anonymous;
import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.json;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class BootstrapTest {

    private static final String FIRST_KEY = "tidepool_" + "1".repeat(64);
    private static final String SECOND_KEY = "tidepool_" + "2".repeat(64);
    private static final String EMAIL = "Owner@bootstrap.example";

    @Inject
    Bootstrap bootstrap;

    @Test
    void changesNothingWhenAppliedAgain() throws Throwable {
        apply("repeated", "teams", "first password of this", FIRST_KEY);
        String before = organizationOf(FIRST_KEY);
        apply("repeated", "teams", "first password of this", FIRST_KEY);
        assertThat(organizationOf(FIRST_KEY)).isEqualTo(before).contains("\"teams\"");
        assertThat(logIn("first password of this")).isEqualTo(200);
    }

    @Test
    void followsTheFileWhenItChanges() throws Throwable {
        apply("changing", "teams", "an earlier password", FIRST_KEY.replace('1', '3'));
        apply("changing", "government", "a later password", SECOND_KEY);
        assertThat(organizationOf(SECOND_KEY)).contains("\"government\"");
        assertThat(statusOf(as(FIRST_KEY.replace('1', '3'), "/v1/auth/me"))).isEqualTo(401);
        assertThat(logIn("an earlier password")).isEqualTo(401);
        assertThat(logIn("a later password")).isEqualTo(200);
    }

    private void apply(String name, String tier, String password, String key) throws Throwable {
        BootstrapFile.Owner owner = new BootstrapFile.Owner(EMAIL, password);
        BootstrapFile file = new BootstrapFile(
                List.of(new BootstrapFile.Organization(name, tier, Optional.of(owner), Optional.of(key))));
        VertxContextSupport.subscribeAndAwait(() -> bootstrap.apply(file));
    }

    private static String organizationOf(String key) {
        return bodyOf(send(as(key, "/v1/auth/me")))
                .getJsonObject("organization")
                .encode();
    }

    private static int logIn(String password) {
        JsonObject body = new JsonObject().put("email", EMAIL).put("password", password);
        return statusOf(json(anonymous("/v1/auth/login"), "POST", body.encode()));
    }
}
