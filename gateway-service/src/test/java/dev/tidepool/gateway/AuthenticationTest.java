package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.anonymous;
import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.authorized;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.header;
import static dev.tidepool.gateway.support.Gateway.json;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.PublicForms;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class AuthenticationTest {

    private StandInService session;

    @BeforeEach
    void startService() {
        session = StandInService.SESSION.start();
    }

    @Test
    void refusesARequestWithoutACredential() {
        HttpResponse<String> answer = send(anonymous("/v1/sessions"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(header(answer, "www-authenticate")).isEqualTo("Bearer");
        assertThat(bodyOf(answer).getString("code")).isEqualTo("UNAUTHORIZED");
        assertThat(session.receivedNothing()).isTrue();
    }

    @Test
    void refusesABadCredentialEvenOnAPublicRoute() {
        String unknown = "tidepool_" + "0".repeat(64);
        for (String credential :
                List.of(unknown, "moltbook_" + "0".repeat(64), "nonsense", "eyJhbGciOiJub25lIn0.e30.")) {
            assertThat(statusOf(as(credential, "/v1/sessions"))).as(credential).isEqualTo(401);
            assertThat(statusOf(as(credential, "/info"))).as(credential).isEqualTo(401);
        }
        assertThat(statusOf(anonymous("/info").header("Authorization", "Basic dXNlcjpwYXNz")))
                .isEqualTo(401);
        assertThat(statusOf(anonymous("/info"))).isEqualTo(200);
    }

    @Test
    void acceptsTheKeyInEitherHeader() {
        assertThat(statusOf(authorized("/v1/sessions"))).isEqualTo(200);
        assertThat(statusOf(anonymous("/v1/sessions").header("X-API-Key", Organizations.MAIN.key())))
                .isEqualTo(200);
    }

    @Test
    void exchangesAPasswordForATokenThatWorks() {
        HttpResponse<String> answer = logIn(Organizations.MAIN.email(), Organizations.PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(bodyOf(answer).getString("token_type")).isEqualTo("Bearer");
        assertThat(bodyOf(answer).getInteger("expires_in")).isEqualTo(900);
        String head = bodyOf(answer).getString("access_token").split("\\.")[0];
        assertThat(new JsonObject(new String(Base64.getUrlDecoder().decode(head), StandardCharsets.UTF_8))
                        .getString("alg"))
                .isEqualTo("ES256");
        JsonObject me = bodyOf(send(as(bodyOf(answer).getString("access_token"), "/v1/auth/me")));
        assertThat(me.getString("email")).isEqualTo(Organizations.MAIN.email());
        assertThat(me.getJsonObject("organization").getString("name")).isEqualTo("main");
        assertThat(me.getJsonArray("roles")).containsExactly("owner");
        assertThat(statusOf(as(bodyOf(answer).getString("access_token"), "/v1/sessions")))
                .isEqualTo(200);
    }

    @Test
    void answersAnUnknownAddressAndAWrongPasswordAlike() {
        HttpResponse<String> wrong = logIn(Organizations.MAIN.email(), "not the password");
        HttpResponse<String> unknown = logIn("nobody@example.org", "not the password");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(withoutId(wrong)).isEqualTo(withoutId(unknown));
    }

    @Test
    void answersAMalformedLogInWithTheField() {
        HttpResponse<String> noEmail = send(json(anonymous("/v1/auth/login"), "POST", "{\"password\":\"x\"}"));
        assertThat(noEmail.statusCode()).isEqualTo(400);
        assertThat(bodyOf(noEmail).getString("field")).isEqualTo("email");
        HttpResponse<String> broken = send(json(anonymous("/v1/auth/login"), "POST", "{\"email\":"));
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(bodyOf(broken).getString("code")).isEqualTo("MALFORMED_JSON");
    }

    @Test
    void saysWhoAKeyBelongsTo() {
        JsonObject me = bodyOf(send(authorized("/v1/auth/me")));
        assertThat(me.getString("subject")).startsWith("key:");
        assertThat(me.containsKey("email")).isFalse();
        assertThat(me.getJsonArray("scopes")).contains("sessions:write", "keys:write");
    }

    @Test
    void publishesThePublicHalfOfTheAccessKey() throws JoseException {
        JsonObject keys = bodyOf(send(anonymous("/.well-known/jwks.json")));
        assertThat(keys.encode()).doesNotContain("\"d\"");
        String token = bodyOf(logIn(Organizations.MAIN.email(), Organizations.PASSWORD))
                .getString("access_token");
        JsonWebSignature signature = new JsonWebSignature();
        signature.setCompactSerialization(token);
        signature.setKey(new JsonWebKeySet(keys.encode())
                .findJsonWebKey(signature.getKeyIdHeaderValue(), null, null, null)
                .getKey());
        assertThat(signature.verifySignature()).isTrue();
    }

    @Test
    void refusesForgedAndMisusedTokens() throws JoseException {
        String good = bodyOf(logIn(Organizations.MAIN.email(), Organizations.PASSWORD))
                .getString("access_token");
        assertThat(statusOf(as(good.substring(0, good.length() - 4) + "AAAA", "/v1/auth/me")))
                .isEqualTo(401);
        assertThat(statusOf(as(unsigned(good), "/v1/auth/me"))).isEqualTo(401);
        PublicJsonWebKey ours = publishedKey();
        assertThat(statusOf(as(signedWithSecret(good, ours.getPublicKey().getEncoded()), "/v1/auth/me")))
                .isEqualTo(401);
        for (String secret : PublicForms.of(ours)) {
            assertThat(statusOf(as(signedWithSecret(good, secret.getBytes(StandardCharsets.UTF_8)), "/v1/auth/me")))
                    .as(secret)
                    .isEqualTo(401);
        }
        assertThat(statusOf(as(signedByAnother(good), "/v1/auth/me"))).isEqualTo(401);
        assertThat(statusOf(as(internalToken(), "/v1/auth/me"))).isEqualTo(401);
    }

    @Test
    void refusesTokensOfOursWithAnyClaimWrong() {
        String good = bodyOf(logIn(Organizations.MAIN.email(), Organizations.PASSWORD))
                .getString("access_token");
        long now = System.currentTimeMillis() / 1000;
        assertThat(statusOfChanged(good, claims -> {})).isEqualTo(200);
        assertThat(statusOfChanged(good, claims -> claims.setIssuer("other"))).isEqualTo(401);
        assertThat(statusOfChanged(good, claims -> claims.setAudience("tidepool-internal")))
                .isEqualTo(401);
        assertThat(statusOfChanged(good, claims -> claims.unsetClaim("exp"))).isEqualTo(401);
        assertThat(statusOfChanged(good, claims -> claims.unsetClaim("iat"))).isEqualTo(401);
        assertThat(statusOfChanged(good, claims -> claims.unsetClaim("sub"))).isEqualTo(401);
        assertThat(statusOfChanged(good, claims -> claims.unsetClaim("sid"))).isEqualTo(401);
        assertThat(statusOfChanged(
                        good,
                        claims -> claims.setStringClaim("sid", UUID.randomUUID().toString())))
                .as("a session that never was")
                .isEqualTo(401);
        assertThat(statusOfChanged(good, claims -> claims.setClaim("nbf", now + 300)))
                .isEqualTo(401);
    }

    @Test
    void toleratesClocksThatDifferByHalfAMinute() {
        String good = bodyOf(logIn(Organizations.MAIN.email(), Organizations.PASSWORD))
                .getString("access_token");
        long now = System.currentTimeMillis() / 1000;
        assertThat(statusOfChanged(good, claims -> claims.setClaim("exp", now - 20)))
                .isEqualTo(200);
        assertThat(statusOfChanged(good, claims -> claims.setClaim("exp", now - 31)))
                .isEqualTo(401);
        assertThat(statusOfChanged(good, claims -> claims.setClaim("nbf", now + 29)))
                .isEqualTo(200);
        assertThat(statusOfChanged(good, claims -> claims.setClaim("nbf", now + 45)))
                .isEqualTo(401);
    }

    /** What a token of ours is answered after a change of its claims, signed with our own key. */
    private static int statusOfChanged(String token, Consumer<JwtClaims> change) {
        try {
            JwtClaims claims = JwtClaims.parse(payload(token));
            // Long enough ago for any time of expiry to come after it.
            claims.setIssuedAt(NumericDate.fromSeconds(System.currentTimeMillis() / 1000 - 600));
            change.accept(claims);
            return statusOf(as(TestTokens.sign(claims, "at+jwt", SigningKeyForTests.access()), "/v1/usage"));
        } catch (InvalidJwtException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String internalToken() {
        return TestTokens.bearer(new OrganizationId(UUID.randomUUID()), "sessions:read")
                .substring("Bearer ".length());
    }

    private static String unsigned(String token) {
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(new JsonObject()
                        .put("alg", "none")
                        .put("typ", "at+jwt")
                        .put("kid", publishedKey().getKeyId())
                        .encode()
                        .getBytes(StandardCharsets.UTF_8));
        return header + "." + token.split("\\.")[1] + ".";
    }

    private static PublicJsonWebKey publishedKey() {
        try {
            String keys = send(anonymous("/.well-known/jwks.json")).body();
            return (PublicJsonWebKey) new JsonWebKeySet(keys)
                    .findJsonWebKey(SigningKeyForTests.access().getKeyId(), null, null, null);
        } catch (JoseException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    /** The classic confusion: what everybody knows of the public key as a shared secret. */
    private static String signedWithSecret(String token, byte[] secret) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(payload(token));
        signature.setAlgorithmHeaderValue("HS256");
        signature.setKeyIdHeaderValue(publishedKey().getKeyId());
        signature.setHeader("typ", "at+jwt");
        signature.setKey(new HmacKey(secret));
        return signature.getCompactSerialization();
    }

    private static String signedByAnother(String token) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(payload(token));
        signature.setAlgorithmHeaderValue("ES256");
        signature.setKeyIdHeaderValue(SigningKeyForTests.access().getKeyId());
        signature.setHeader("typ", "at+jwt");
        signature.setKey(TestTokens.key().getEcPrivateKey());
        return signature.getCompactSerialization();
    }

    private static String payload(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> logIn(String email, String password) {
        JsonObject body = new JsonObject().put("email", email).put("password", password);
        return send(json(anonymous("/v1/auth/login"), "POST", body.encode()));
    }

    private static JsonObject withoutId(HttpResponse<String> answer) {
        JsonObject body = bodyOf(answer);
        body.remove("requestId");
        return body;
    }
}
