package dev.tidepool.gateway.identity;

import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Keys;
import dev.tidepool.gateway.support.LogLines;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.gateway.support.Visitor;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class BootstrapTest {

    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @Inject
    Bootstrap bootstrap;

    private String name;
    private String email;
    private String password;
    private String tier;

    @BeforeEach
    void aFileOfItsOwn() {
        name = "b" + UUID.randomUUID();
        email = "Owner-" + name + "@bootstrap.example";
        password = "first password of this";
        tier = "teams";
    }

    @Test
    void changesNothingWhenAppliedAgain() throws Throwable {
        String key = newText();
        apply(key);
        String before = organizationOf(key);
        apply(key);
        assertThat(organizationOf(key)).isEqualTo(before).contains("\"teams\"");
        assertThat(logIn(password).statusCode()).isEqualTo(200);
        assertThat(trail(key)).containsExactlyInAnyOrder("login.succeeded", "key.created", "member.joined");
    }

    @Test
    void followsTheFileWhenItChanges() throws Throwable {
        String first = newText();
        apply(first);
        JsonObject session = bodyOf(logIn(password));
        String earlier = password;
        String second = newText();
        tier = "government";
        password = "a later password";
        apply(second);
        assertThat(organizationOf(second)).contains("\"government\"");
        assertThat(status(first)).isEqualTo(401);
        assertThat(status(session.getString("access_token")))
                .as("whoever knew the password is out")
                .isEqualTo(401);
        assertThat(logIn(earlier).statusCode()).isEqualTo(401);
        assertThat(logIn(password).statusCode()).isEqualTo(200);
        assertThat(trail(second)).contains("password.changed", "organization.tier_changed", "key.revoked");
    }

    @Test
    void leavesATextDeadThatWasRotatedAway() throws Throwable {
        String leaked = newText();
        apply(leaked);
        String second = rotated(leaked);
        apply(leaked);
        assertThat(status(leaked)).isEqualTo(401);
        String third = rotated(second);
        try (LogLines log = LogLines.ofEverything()) {
            apply(leaked);
            assertThat(log.await("event=bootstrap_key_rotated")).contains("put the present key into the file");
        }
        assertThat(status(leaked)).isEqualTo(401);
        assertThat(status(second)).isEqualTo(401);
        assertThat(status(third)).isEqualTo(200);
        apply(third);
        assertThat(status(third)).as("the file was brought up to date").isEqualTo(200);
        apply(newText());
        assertThat(status(third)).isEqualTo(401);
    }

    @Test
    void replacesAKeyThatWasRenamed() throws Throwable {
        String first = newText();
        apply(first);
        String id = idOf(first);
        assertThat(statusOf(Gateway.json(as(first, "/v1/api-keys/" + id), "PATCH", "{\"name\":\"mine\"}")))
                .isEqualTo(200);
        apply(newText());
        assertThat(status(first)).isEqualTo(401);
    }

    @Test
    void leavesAnAddressToWhoeverHasItByNow() throws Throwable {
        Person stranger = Person.registered();
        email = stranger.email();
        String key = newText();
        try (LogLines log = LogLines.ofEverything()) {
            apply(key);
            assertThat(log.await("event=bootstrap_owner_refused")).contains(stranger.account());
        }
        assertThat(logIn(password).statusCode()).as("the file's").isEqualTo(401);
        assertThat(stranger.loggedInAgain().status()).isEqualTo(200);
        assertThat(status(key)).as("the rest of the file holds").isEqualTo(200);
    }

    private void apply(String key) throws Throwable {
        BootstrapFile.Owner owner = new BootstrapFile.Owner(email, password);
        BootstrapFile file = new BootstrapFile(
                List.of(new BootstrapFile.Organization(name, tier, Optional.of(owner), Optional.of(key))));
        VertxContextSupport.subscribeAndAwait(() -> bootstrap.apply(file));
    }

    private static String newText() {
        byte[] random = new byte[32];
        ThreadLocalRandom.current().nextBytes(random);
        return "tidepool_" + HexFormat.of().formatHex(random);
    }

    private static String rotated(String key) {
        String fresh = Keys.rotated(key, idOf(key), "{\"graceSeconds\":0}").getString("apiKey");
        Eventually.within(A_SECOND, () -> assertThat(status(key)).isEqualTo(401));
        return fresh;
    }

    private static String idOf(String key) {
        return bodyOf(send(as(key, "/v1/auth/me"))).getString("subject").substring("key:".length());
    }

    private static int status(String credential) {
        return statusOf(as(credential, "/v1/auth/me"));
    }

    private static List<String> trail(String key) {
        return bodyOf(send(as(key, "/v1/audit?limit=100"))).getJsonArray("items").stream()
                .map(entry -> ((JsonObject) entry).getString("type"))
                .toList();
    }

    private static String organizationOf(String key) {
        return bodyOf(send(as(key, "/v1/auth/me")))
                .getJsonObject("organization")
                .encode();
    }

    private HttpResponse<String> logIn(String tried) {
        return Visitor.arriving().logIn(email, tried);
    }
}
