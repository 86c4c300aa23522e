package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.authorized;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.metric;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.ForeignIssuer;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.PublicForms;
import dev.tidepool.gateway.support.SocketClient;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Consumer;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class ForeignIssuerTest {

    private static final Duration AFTER_THE_MINIMUM_INTERVAL = Duration.ofSeconds(5);

    private static final Duration AFTER_THE_REFRESH_INTERVAL = Duration.ofSeconds(10);

    private static final Duration AFTER_SOME_REFRESH_INTERVALS = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    private static ForeignIssuer issuer;
    private static PublicJsonWebKey rsa;
    private static PublicJsonWebKey ec;

    @BeforeAll
    static void startIssuer() {
        issuer = ForeignIssuer.start();
        rsa = issuer.publish(ForeignIssuer.newKey("RS256", "rsa"));
        ec = issuer.publish(ForeignIssuer.newKey("ES256", "ec"));
    }

    @Test
    void takesTokensOfATrustedIssuer() {
        String organization = organization();
        JsonObject me = bodyOf(send(as(ForeignIssuer.token(rsa, organization, claims -> {}), "/v1/auth/me")));
        assertThat(me.getString("subject")).startsWith("external:");
        assertThat(me.getJsonArray("roles")).containsExactly("member");
        assertThat(me.getJsonArray("scopes")).contains("sessions:write").doesNotContain("members:write");
        assertThat(me.getJsonObject("organization").getString("id")).isEqualTo(organization);
        assertThat(statusWith(claims -> claims.setStringClaim("role", "readonly")))
                .isEqualTo(200);
        assertThat(statusOf(as(ForeignIssuer.token(ec, organization, claims -> {}), "/v1/usage")))
                .isEqualTo(200);
    }

    @Test
    void takesARoleAboveTheHighestAsTheHighest() {
        String token =
                ForeignIssuer.token(rsa, organization(), claims -> claims.setStringListClaim("role", "owner", "x"));
        assertThat(bodyOf(send(as(token, "/v1/auth/me"))).getJsonArray("roles")).containsExactly("admin");
    }

    @Test
    void refusesTokensWithAnyClaimWrong() {
        long now = System.currentTimeMillis() / 1000;
        assertThat(statusWith(claims -> {})).isEqualTo(200);
        assertThat(statusWith(claims -> claims.setIssuer("https://elsewhere.example")))
                .isEqualTo(401);
        assertThat(statusWith(claims -> claims.setAudience("somebody else"))).isEqualTo(401);
        assertThat(statusWith(claims -> claims.unsetClaim("aud"))).isEqualTo(401);
        assertThat(statusWith(claims -> claims.unsetClaim("exp"))).isEqualTo(401);
        assertThat(statusWith(claims -> claims.unsetClaim("sub"))).isEqualTo(401);
        assertThat(statusWith(claims -> claims.setClaim("nbf", now + 300))).isEqualTo(401);
        assertThat(statusWith(claims -> claims.unsetClaim("tenant"))).isEqualTo(401);
        assertThat(statusWith(claims -> claims.setClaim("tenant", 7))).isEqualTo(401);
        assertThat(statusWith(claims ->
                        claims.setStringClaim("tenant", UUID.randomUUID().toString())))
                .as("no such organisation")
                .isEqualTo(401);
        assertThat(statusWith(claims -> claims.setStringClaim("role", "king"))).isEqualTo(401);
    }

    @Test
    void toleratesClocksThatDifferByHalfAMinute() {
        long now = System.currentTimeMillis() / 1000;
        Consumer<JwtClaims> early = claims -> claims.setClaim("iat", now - 600);
        assertThat(statusWith(early.andThen(claims -> claims.setClaim("exp", now - 20))))
                .isEqualTo(200);
        assertThat(statusWith(early.andThen(claims -> claims.setClaim("exp", now - 31))))
                .isEqualTo(401);
        assertThat(statusWith(claims -> claims.setClaim("nbf", now + 29))).isEqualTo(200);
        assertThat(statusWith(claims -> claims.setClaim("nbf", now + 45))).isEqualTo(401);
    }

    @Test
    void refusesForgedTokens() throws JoseException {
        String good = ForeignIssuer.token(rsa, organization(), claims -> {});
        assertThat(statusOf(as(good.substring(0, good.length() - 6) + "AAAAAA", "/v1/usage")))
                .isEqualTo(401);
        assertThat(statusOf(as(unsigned(good), "/v1/usage"))).isEqualTo(401);
        for (String secret : PublicForms.of(rsa)) {
            assertThat(statusOf(as(signedWithSecret(good, secret), "/v1/usage")))
                    .as(secret)
                    .isEqualTo(401);
        }
        assertThat(statusOf(as(signedWithSecret(good, rsa.getPublicKey().getEncoded()), "/v1/usage")))
                .isEqualTo(401);
        PublicJsonWebKey forger = ForeignIssuer.newKey("RS256", "rsa");
        assertThat(statusOf(as(ForeignIssuer.token(forger, organization(), claims -> {}), "/v1/usage")))
                .as("another key of the same name")
                .isEqualTo(401);
        PublicJsonWebKey strong = ForeignIssuer.newKey("RS256", "rsa");
        strong.setAlgorithm("RS512");
        assertThat(statusOf(as(ForeignIssuer.token(strong, organization(), claims -> {}), "/v1/usage")))
                .as("an algorithm that was not configured")
                .isEqualTo(401);
    }

    @Test
    void fetchesTheKeysAgainForAnUnknownOneButNotForEach() {
        assertThat(statusWith(claims -> {})).isEqualTo(200);
        PublicJsonWebKey next = ForeignIssuer.newKey("ES256", "next-" + UUID.randomUUID());
        String token = ForeignIssuer.token(next, organization(), claims -> {});
        int before = issuer.fetches();
        for (int i = 0; i < 20; i++) {
            assertThat(statusOf(as(token, "/v1/usage"))).isEqualTo(401);
        }
        assertThat(issuer.fetches() - before).isBetween(0, 5);
        issuer.publish(next);
        Eventually.within(
                AFTER_THE_MINIMUM_INTERVAL,
                () -> assertThat(statusOf(as(token, "/v1/usage"))).isEqualTo(200));
        issuer.withdraw(next);
    }

    @Test
    void aKeyThatIsWithdrawnVerifiesNothingMore() {
        PublicJsonWebKey brief = issuer.publish(ForeignIssuer.newKey("ES256", "brief-" + UUID.randomUUID()));
        Eventually.within(
                AFTER_THE_MINIMUM_INTERVAL,
                () -> assertThat(statusOf(as(newToken(brief), "/v1/usage"))).isEqualTo(200));
        issuer.withdraw(brief);
        Eventually.within(
                AFTER_THE_REFRESH_INTERVAL,
                () -> assertThat(statusOf(as(newToken(brief), "/v1/usage"))).isEqualTo(401));
    }

    @Test
    void knownKeysServeOnWhileTheIssuerIsSilent() {
        assertThat(statusOf(as(newToken(rsa), "/v1/usage"))).isEqualTo(200);
        issuer.fallsSilent();
        try {
            Eventually.within(AFTER_SOME_REFRESH_INTERVALS, () -> {
                int asked = issuer.fetches();
                double failed = failedFetches();
                assertThat(statusOf(as(newToken(rsa), "/v1/usage"))).isEqualTo(200);
                Eventually.within(
                        Duration.ofSeconds(1),
                        () -> assertThat(issuer.fetches()).as("it was asked").isGreaterThan(asked));
                assertThat(failedFetches()).as("its answer was not waited for").isEqualTo(failed);
            });
        } finally {
            issuer.speaks();
        }
    }

    @Test
    void knownKeysServeOnWhileTheIssuerFailsAndUnknownOnesAreRefused() {
        assertThat(statusOf(as(newToken(rsa), "/v1/usage"))).isEqualTo(200);
        issuer.fails();
        try {
            PublicJsonWebKey unknown = ForeignIssuer.newKey("ES256", "unknown-" + UUID.randomUUID());
            int before = issuer.fetches();
            Eventually.within(AFTER_THE_REFRESH_INTERVAL, () -> {
                assertThat(statusOf(as(newToken(unknown), "/v1/usage"))).isEqualTo(401);
                assertThat(statusOf(as(newToken(rsa), "/v1/usage"))).isEqualTo(200);
                assertThat(issuer.fetches()).as("it was asked meanwhile").isGreaterThan(before);
            });
        } finally {
            issuer.speaks();
        }
    }

    @Test
    void anIssuerSpeaksForTheOrganisationsItIsTrustedWithAndNoOther() {
        addAllowedOrganization();
        JsonObject me = bodyOf(send(as(ofSecond(ForeignIssuer.ALLOWED, claims -> {}), "/v1/auth/me")));
        assertThat(me.getJsonArray("roles")).as("the default").containsExactly("readonly");
        assertThat(me.getJsonArray("scopes")).as("no claim, no scope").isEmpty();
        assertThat(statusOf(as(ofSecond(organization(), claims -> {}), "/v1/auth/me")))
                .isEqualTo(401);
        String scoped = ofSecond(
                ForeignIssuer.ALLOWED, claims -> claims.setStringClaim("scope", "chat:read sessions:write odd"));
        assertThat(bodyOf(send(as(scoped, "/v1/auth/me"))).getJsonArray("scopes"))
                .as("never more than the role's")
                .containsExactly("chat:read");
    }

    @Test
    void aSocketLeavesTheRoomsThatAFreshTokenDoesNotOpen() {
        addAllowedOrganization();
        try (SocketClient client = SocketClient.open("/v1/realtime", ofAllowed("social:read sessions:read"))) {
            assertThat(client.nextJson().getString("type")).isEqualTo("connected");
            client.subscribe("post:1");
            client.subscribe("session:1");
            client.say(new JsonObject()
                    .put("type", "authenticate")
                    .put("payload", new JsonObject().put("token", ofAllowed("sessions:read")))
                    .encode());
            JsonObject left = client.nextJson();
            assertThat(left.getString("type")).isEqualTo("unsubscribed");
            assertThat(left.getString("room")).isEqualTo("post:1");
            assertThat(client.nextJson().getString("type")).isEqualTo("authenticated");
            client.say("subscribe", "post:1");
            assertThat(client.nextJson().getString("code")).isEqualTo("forbidden");
        }
    }

    private static double failedFetches() {
        return metric("tidepool_oidc_key_fetches_total{outcome=\"failed\"");
    }

    private static String ofAllowed(String scopes) {
        return ofSecond(ForeignIssuer.ALLOWED, claims -> claims.setStringClaim("scope", scopes));
    }

    private void addAllowedOrganization() {
        pool.preparedQuery("""
                        INSERT INTO gateway.organization (id, name, tier, origin)
                        VALUES ($1, 'allowed', 'teams', 'registration') ON CONFLICT DO NOTHING""")
                .execute(Tuple.of(UUID.fromString(ForeignIssuer.ALLOWED)))
                .await()
                .indefinitely();
    }

    private static String newToken(PublicJsonWebKey key) {
        return ForeignIssuer.token(
                key, organization(), claims -> claims.setJwtId(UUID.randomUUID().toString()));
    }

    private static String ofSecond(String organization, Consumer<JwtClaims> change) {
        return ForeignIssuer.token(ec, organization, claims -> {
            claims.setIssuer(ForeignIssuer.SECOND);
            claims.setStringClaim("org", organization);
            change.accept(claims);
        });
    }

    private static int statusWith(Consumer<JwtClaims> change) {
        return statusOf(as(ForeignIssuer.token(rsa, organization(), change), "/v1/usage"));
    }

    private static String organization() {
        return bodyOf(send(authorized("/v1/auth/me")))
                .getJsonObject("organization")
                .getString("id");
    }

    private static String unsigned(String token) {
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"kid\":\"rsa\"}".getBytes(StandardCharsets.UTF_8));
        return header + "." + token.split("\\.")[1] + ".";
    }

    /** The classic confusion: what everybody knows of the public key as a shared secret. */
    private static String signedWithSecret(String token, String secret) throws JoseException {
        return signedWithSecret(token, secret.getBytes(StandardCharsets.UTF_8));
    }

    private static String signedWithSecret(String token, byte[] secret) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
        signature.setAlgorithmHeaderValue("HS256");
        signature.setKeyIdHeaderValue("rsa");
        signature.setKey(new HmacKey(secret));
        return signature.getCompactSerialization();
    }
}
