package dev.tidepool.kernel.caller;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Set;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class InternalTokenTest {

    private static final String PROBLEM_JSON = "application/problem+json";
    private final OrganizationId organization = new OrganizationId(UUID.randomUUID());

    @Test
    void acceptsTheGatewaysToken() {
        as(TestTokens.bearer(organization, "sessions:read"))
                .get("/v1/whoami/organization")
                .then()
                .statusCode(200)
                .body("organization", equalTo(organization.toString()));
    }

    @Test
    void acceptsAnonymousCallersButNotAsMembers() {
        String anonymous = TestTokens.bearer(new Caller.Anonymous(Set.of()));
        as(anonymous).get("/v1/whoami").then().statusCode(200).body("subject", equalTo("anonymous"));
        as(anonymous).get("/v1/whoami/organization").then().statusCode(401).contentType(PROBLEM_JSON);
    }

    @Test
    void refusesARequestWithoutToken() {
        given().get("/v1/whoami")
                .then()
                .statusCode(401)
                .contentType(PROBLEM_JSON)
                .header("WWW-Authenticate", "Bearer")
                .body("code", equalTo("UNAUTHORIZED"));
    }

    /** What the gateway lets in, up to 8192 bytes, a service must not refuse in the framework's words. */
    @Test
    void takesAddressesAsLongAsTheGatewayDoes() {
        as(TestTokens.bearer(organization, "sessions:read"))
                .get("/v1/whoami/organization?x=" + "a".repeat(8192))
                .then()
                .statusCode(200);
    }

    @Test
    void believesNoIdentityHeader() {
        given().header("X-Organization-Id", organization.toString())
                .header("X-User-Id", "root")
                .get("/v1/whoami")
                .then()
                .statusCode(401);
    }

    @Test
    void refusesTheWrongScope() {
        as(TestTokens.bearer(organization, "sessions:write"))
                .get("/v1/whoami/organization")
                .then()
                .statusCode(403)
                .body("scope", equalTo("sessions:read"));
    }

    @Test
    void refusesTokensMadeForSomethingElse() {
        refused(TestTokens.sign(claims(), "JWT", TestTokens.key()));
        JwtClaims audience = claims();
        audience.setAudience("tidepool");
        refused(TestTokens.sign(audience, InternalToken.TYPE, TestTokens.key()));
        JwtClaims issuer = claims();
        issuer.setIssuer("somebody");
        refused(TestTokens.sign(issuer, InternalToken.TYPE, TestTokens.key()));
    }

    @Test
    void refusesTokensOutsideTheirTime() {
        JwtClaims expired = claims();
        expired.setExpirationTime(NumericDate.fromMilliseconds(System.currentTimeMillis() - 31_000));
        refused(TestTokens.sign(expired, InternalToken.TYPE, TestTokens.key()));
        JwtClaims longLived = claims();
        longLived.setExpirationTimeMinutesInTheFuture(60);
        refused(TestTokens.sign(longLived, InternalToken.TYPE, TestTokens.key()));
    }

    @Test
    void refusesForeignKeysEvenUnderAKnownName() throws JoseException {
        EllipticCurveJsonWebKey foreign = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        foreign.setKeyId(TestTokens.key().getKeyId());
        refused(TestTokens.sign(claims(), InternalToken.TYPE, foreign));
        foreign.setKeyId("unheard-of");
        refused(TestTokens.sign(claims(), InternalToken.TYPE, foreign));
    }

    @Test
    void refusesOtherAlgorithms() throws JoseException {
        JsonWebSignature none = unsigned();
        none.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        none.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        refused(none.getCompactSerialization());
        JsonWebSignature symmetric = unsigned();
        symmetric.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        symmetric.setKey(new HmacKey(TestTokens.key().getPublicKey().getEncoded()));
        refused(symmetric.getCompactSerialization());
        refused("not.a.token");
        refused("garbage");
    }

    @Test
    void answersBadInputWithTheFieldAndTheRemedy() {
        String token = TestTokens.bearer(organization);
        post(token, "{\"text\":\"  \"}").then().statusCode(400).body("field", equalTo("text"));
        post(token, "{\"text\":{}}").then().statusCode(400).body("field", equalTo("text"));
        post(token, "{\"text\":").then().statusCode(400).body("code", equalTo("MALFORMED_JSON"));
        as(token)
                .contentType(ContentType.TEXT)
                .body("x")
                .post("/v1/whoami")
                .then()
                .statusCode(415);
        as(token).delete("/v1/whoami").then().statusCode(405).contentType(PROBLEM_JSON);
        as(token).get("/v1/nowhere").then().statusCode(404).contentType(PROBLEM_JSON);
    }

    @Test
    void neverShowsTheInside() {
        as(TestTokens.bearer(organization))
                .header("X-Request-Id", "from-the-gateway")
                .get("/v1/whoami/failure")
                .then()
                .statusCode(500)
                .contentType(PROBLEM_JSON)
                .body("requestId", equalTo("from-the-gateway"))
                .body(not(containsString("secret")));
    }

    private static RequestSpecification as(String bearer) {
        return given().header("Authorization", bearer);
    }

    private static io.restassured.response.Response post(String bearer, String body) {
        return as(bearer).contentType(ContentType.JSON).body(body).post("/v1/whoami");
    }

    private static void refused(String token) {
        as("Bearer " + token).get("/v1/whoami").then().statusCode(401).contentType(PROBLEM_JSON);
    }

    private JwtClaims claims() {
        JwtClaims claims = InternalToken.claimsOf(
                new Caller.Member("key:1", organization, Tier.TEAMS, Set.of(Role.OWNER), Set.of("sessions:read")));
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(1);
        return claims;
    }

    private JsonWebSignature unsigned() {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims().toJson());
        signature.setHeader("typ", InternalToken.TYPE);
        signature.setKeyIdHeaderValue(TestTokens.key().getKeyId());
        return signature;
    }
}
