package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.gateway.support.RedisRelay;
import dev.tidepool.gateway.support.Visitor;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class SessionTest {

    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @Inject
    Pool pool;

    @Inject
    RedisDataSource redis;

    @Test
    void registersAnOrganisationWithItsOwnerAndLogsTheOwnerIn() {
        Person owner = Person.registered();
        JsonObject me = bodyOf(owner.visitor().get("/v1/auth/me", owner.access()));
        assertThat(me.getString("subject")).isEqualTo("account:" + owner.account());
        assertThat(me.getString("email")).isEqualTo(owner.email());
        assertThat(me.getJsonArray("roles")).containsExactly("owner");
        assertThat(me.getJsonArray("scopes")).contains("members:write", "audit:read");
        assertThat(me.getJsonObject("organization").getString("id")).isEqualTo(owner.organization());
        assertThat(me.getJsonObject("organization").getString("tier")).isEqualTo("open_source");
        assertThat(owner.auditTypes(owner.access())).contains("organization.registered");
    }

    @Test
    void refusesAnAddressThatHasAnAccountInAnyCase() {
        Person owner = Person.registered();
        String upper = owner.email().toUpperCase(java.util.Locale.ROOT);
        HttpResponse<String> answer = Visitor.arriving().post("/v1/auth/register", Person.registration(upper));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(bodyOf(answer).getString("code")).isEqualTo("EMAIL_TAKEN");
    }

    @Test
    void namesTheFieldOfAMalformedRegistration() {
        Visitor visitor = Visitor.arriving();
        for (String[] wrong : List.of(
                new String[] {"organization", ""},
                new String[] {"organization", "x".repeat(65)},
                new String[] {"organization", "nul\0byte"},
                new String[] {"email", "nobody"},
                new String[] {"email", "ü@example.org"},
                new String[] {"email", "a@" + "b".repeat(260)},
                new String[] {"password", "eleven char"},
                new String[] {"password", "x".repeat(129)})) {
            JsonObject body = Person.registration("x" + UUID.randomUUID() + "@people.example")
                    .put(wrong[0], wrong[1]);
            HttpResponse<String> answer = visitor.post("/v1/auth/register", body);
            assertThat(answer.statusCode()).as(body.encode()).isEqualTo(400);
            assertThat(bodyOf(answer).getString("field")).as(body.encode()).isEqualTo(wrong[0]);
        }
        assertThat(visitor.post("/v1/auth/register", new JsonObject()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void tellsPasswordsApartBeyondTheBytesThatBcryptReads() {
        Visitor visitor = Visitor.arriving();
        String email = "l" + UUID.randomUUID() + "@people.example";
        String begin = "ä".repeat(60);
        visitor.post("/v1/auth/register", Person.registration(email).put("password", begin + "1"));
        assertThat(visitor.logIn(email, begin + "2").statusCode()).isEqualTo(401);
        assertThat(visitor.logIn(email, begin + "1").statusCode()).isEqualTo(200);
        assertThat(visitor.logIn(email, "a\u0308".repeat(60) + "1").statusCode())
                .as("composed in another way")
                .isEqualTo(200);
    }

    @Test
    void rotatesRefreshTokens() {
        Person owner = Person.registered();
        JsonObject second = bodyOf(owner.refreshWith(owner.refresh()));
        assertThat(second.getString("refresh_token"))
                .matches("tidepool_refresh_[0-9a-f]{64}")
                .isNotEqualTo(owner.refresh());
        assertThat(second.getLong("refresh_expires_in")).isBetween(604_000L, 604_800L);
        assertThat(owner.visitor()
                        .get("/v1/auth/me", second.getString("access_token"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(owner.refreshWith(second.getString("refresh_token")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void endsTheSessionWhenARefreshTokenIsUsedTwice() {
        Person owner = Person.registered();
        Person other = owner.loggedInAgain();
        JsonObject second = bodyOf(owner.refreshWith(owner.refresh()));
        HttpResponse<String> again = owner.refreshWith(owner.refresh());
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(owner.refreshWith(second.getString("refresh_token")).statusCode())
                .isEqualTo(401);
        assertThat(owner.status()).as("the first access token").isEqualTo(401);
        assertThat(owner.visitor()
                        .get("/v1/auth/me", second.getString("access_token"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(other.status()).as("another session of the same person").isEqualTo(200);
        assertThat(other.auditTypes(other.access())).contains("session.refresh_reused");
    }

    @Test
    void admitsOneOfManyUsesAtOnce() {
        Person owner = Person.registered();
        List<CompletableFuture<HttpResponse<String>>> uses = Stream.generate(() -> owner.visitor()
                        .sendLater(Gateway.json(
                                Gateway.anonymous("/v1/auth/refresh"),
                                "POST",
                                new JsonObject()
                                        .put("refresh_token", owner.refresh())
                                        .encode())))
                .limit(8)
                .toList();
        List<HttpResponse<String>> answers =
                uses.stream().map(CompletableFuture::join).toList();
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 200).count())
                .isLessThanOrEqualTo(1);
        assertThat(answers.stream().map(HttpResponse::statusCode).distinct()).isSubsetOf(200, 401);
        answers.stream()
                .filter(answer -> answer.statusCode() == 200)
                .forEach(won -> assertThat(owner.refreshWith(bodyOf(won).getString("refresh_token"))
                                .statusCode())
                        .isEqualTo(401));
        assertThat(owner.status()).isEqualTo(401);
    }

    @Test
    void endsASessionWithItsAccessTokensAtLogOut() {
        Person owner = Person.registered();
        assertThat(owner.status()).isEqualTo(200);
        JsonObject body = new JsonObject().put("refresh_token", owner.refresh());
        assertThat(owner.visitor().post("/v1/auth/logout", body).statusCode()).isEqualTo(204);
        assertThat(owner.status()).isEqualTo(401);
        assertThat(owner.refreshWith(owner.refresh()).statusCode()).isEqualTo(401);
        assertThat(owner.visitor().post("/v1/auth/logout", body).statusCode())
                .as("again")
                .isEqualTo(204);
    }

    @Test
    void stopsTheTokensOfASessionThatAnotherGatewayEndedWithinASecond() {
        Person owner = Person.registered();
        assertThat(owner.status()).isEqualTo(200);
        String session = claimsOf(owner.access()).getString("sid");
        pool.preparedQuery("UPDATE gateway.login_session SET ended_at = now() WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(session)))
                .await()
                .indefinitely();
        assertThat(owner.status()).as("still remembered").isEqualTo(200);
        redis.pubsub(String.class).publish("tidepool:gateway:standing", "session-ended:" + session);
        Eventually.within(A_SECOND, () -> assertThat(owner.status()).isEqualTo(401));
    }

    @Test
    void forgetsWhatItRemembersWhenItMayHaveMissedAnAnnouncement() {
        Person owner = Person.registered();
        assertThat(owner.status()).isEqualTo(200);
        String session = claimsOf(owner.access()).getString("sid");
        RedisRelay.cut();
        try {
            pool.preparedQuery("UPDATE gateway.login_session SET ended_at = now() WHERE id = $1")
                    .execute(Tuple.of(UUID.fromString(session)))
                    .await()
                    .indefinitely();
        } finally {
            RedisRelay.restore();
        }
        Eventually.within(
                Duration.ofSeconds(10), () -> assertThat(owner.status()).isEqualTo(401));
    }

    @Test
    void endsAllOtherSessionsWhenThePasswordChanges() {
        Person here = Person.registered();
        Person elsewhere = here.loggedInAgain();
        JsonObject change = new JsonObject()
                .put("currentPassword", Person.PASSWORD)
                .put("newPassword", "another password entirely");
        HttpResponse<String> wrong = here.visitor()
                .send(
                        "POST",
                        "/v1/auth/password",
                        here.access(),
                        change.copy().put("currentPassword", "not it at all"));
        assertThat(wrong.statusCode()).isEqualTo(403);
        HttpResponse<String> changed = here.visitor().send("POST", "/v1/auth/password", here.access(), change);
        assertThat(changed.statusCode()).isEqualTo(200);
        String access = bodyOf(changed).getString("access_token");
        assertThat(here.visitor().get("/v1/auth/me", access).statusCode()).isEqualTo(200);
        assertThat(here.status()).isEqualTo(401);
        assertThat(elsewhere.status()).isEqualTo(401);
        assertThat(elsewhere.refreshWith(elsewhere.refresh()).statusCode()).isEqualTo(401);
        assertThat(here.visitor().logIn(here.email(), Person.PASSWORD).statusCode())
                .isEqualTo(401);
        assertThat(here.visitor()
                        .logIn(here.email(), "another password entirely")
                        .statusCode())
                .isEqualTo(200);
        assertThat(here.auditTypes(access)).contains("password.changed", "login.succeeded");
    }

    @Test
    void keepsTheNewestSessionsOnly() {
        Person first = Person.registered();
        assertThat(first.status()).as("remembered by now").isEqualTo(200);
        Person second = first.loggedInAgain();
        Person third = second.loggedInAgain();
        Person fourth = third.loggedInAgain();
        Eventually.within(
                Duration.ofSeconds(1), () -> assertThat(first.status()).isEqualTo(401));
        assertThat(first.refreshWith(first.refresh()).statusCode()).isEqualTo(401);
        assertThat(List.of(second.status(), third.status(), fourth.status())).containsOnly(200);
        assertThat(fourth.auditTypes(fourth.access())).containsOnlyOnce("session.ended");
    }

    @Test
    void storesNeitherPasswordsNorTokensInTheClear() {
        Person owner = Person.registered();
        String everything = pool.query("""
                        SELECT (SELECT string_agg(t::text, ',') FROM gateway.refresh_token t)
                            || (SELECT string_agg(a::text, ',') FROM gateway.account a) AS everything""")
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getString("everything");
        String random = owner.refresh().substring("tidepool_refresh_".length());
        assertThat(everything).contains(owner.email()).doesNotContain(random, Person.PASSWORD);
    }

    @Test
    void describesItsBodiesAsTheyAre() {
        JsonObject description = bodyOf(Gateway.send(Gateway.anonymous("/api/openapi.json")));
        JsonObject schemas = description.getJsonObject("components").getJsonObject("schemas");
        assertThat(description.getJsonObject("paths").getMap())
                .containsKeys("/v1/auth/register", "/v1/auth/refresh", "/v1/members/{id}", "/v1/organization");
        assertThat(propertiesOf(schemas, "RefreshRequest").getMap()).containsOnlyKeys("refresh_token");
        assertThat(propertiesOf(schemas, "PasswordChange").getMap()).containsOnlyKeys("currentPassword", "newPassword");
        assertThat(schemas.getJsonObject("EmailAddress").getString("type")).isEqualTo("string");
        assertThat(propertiesOf(schemas, "RoleChange").encode())
                .contains("readonly")
                .doesNotContain("AGENT");
        assertThat(schemas.encode()).doesNotContain("RoutingContext");
    }

    private static JsonObject propertiesOf(JsonObject schemas, String name) {
        return schemas.getJsonObject(name).getJsonObject("properties");
    }

    @Test
    void refusesWhatIsNoRefreshToken() {
        Visitor visitor = Visitor.arriving();
        for (String text : List.of("", "nonsense", "tidepool_refresh_1", "tidepool_" + "0".repeat(64))) {
            HttpResponse<String> answer = visitor.post("/v1/auth/refresh", new JsonObject().put("refresh_token", text));
            assertThat(answer.statusCode()).as(text).isEqualTo(400);
            assertThat(bodyOf(answer).getString("field")).isEqualTo("refresh_token");
        }
        JsonObject unknown = new JsonObject().put("refresh_token", "tidepool_refresh_" + "0".repeat(64));
        assertThat(visitor.post("/v1/auth/refresh", unknown).statusCode()).isEqualTo(401);
    }

    private static JsonObject claimsOf(String token) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
    }
}
