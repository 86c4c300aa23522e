package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Credentials that are almost right, shown to the packaged gateway. */
class TokenFaultEndToEndTest {

    private static final String PASSWORD = "a password for this test";
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Running suite = Running.suite();
    private TokenForge forge;

    @BeforeEach
    void takeAGoodToken() throws IOException, GeneralSecurityException {
        String genuine = suite.anonymous()
                .post(
                        "/v1/auth/login",
                        "{\"email\":\"%s\",\"password\":\"%s\"}"
                                .formatted(
                                        suite.variable("TIDEPOOL_ADMIN_EMAIL"),
                                        suite.variable("TIDEPOOL_ADMIN_PASSWORD")))
                .expect(200)
                .text("access_token");
        forge = TokenForge.of(suite.accessKey(), genuine);
        // All that follows fails by what it changes, not by how it is made.
        assertThat(statusOf(forge.signed(claims -> {}))).isEqualTo(200);
    }

    @Test
    void aTokenOutOfItsTimeIsRefused() {
        refused(claims -> claims.put("exp", now() - 60));
        refused(claims -> claims.put("nbf", now() + 300));
        refused(claims -> claims.remove("exp"));
        refused(claims -> claims.remove("iat"));
    }

    @Test
    void aTokenOfOrForAnotherIsRefused() {
        refused(claims -> claims.put("iss", "https://evil.example"));
        refused(claims -> claims.remove("iss"));
        refused(claims -> claims.put("aud", "tidepool-internal"));
        refused(claims -> claims.putArray("aud").add("another").add("tidepool-internal"));
        refused(claims -> claims.remove("aud"));
    }

    @Test
    void aTokenWithoutASignatureIsRefused() {
        for (String algorithm : new String[] {"none", "None", "NONE"}) {
            refused(forge.unsigned(algorithm));
        }
        String good = forge.signed(claims -> {});
        refused(good.substring(0, good.lastIndexOf('.') + 1));
        refused(good.substring(0, good.lastIndexOf('.')));
    }

    /** Whoever takes the published key for a shared secret, in whichever form it keeps the key, would take these. */
    @Test
    void aTokenSignedWithThePublicKeyAsASecretIsRefused() throws GeneralSecurityException {
        JsonNode jwk = suite.anonymous()
                .get("/.well-known/jwks.json")
                .expect(200)
                .json()
                .path("keys")
                .get(0);
        byte[] der = publicKey(jwk);
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----";
        refused(forge.signedWithSecret(der));
        refused(forge.signedWithSecret(bytes(pem)));
        refused(forge.signedWithSecret(bytes(pem + "\n")));
        refused(forge.signedWithSecret(bytes(base64.replace("\n", ""))));
        refused(forge.signedWithSecret(bytes(jwk.toString())));
        refused(forge.signedWithSecret(bytes("{\"keys\":[" + jwk + "]}")));
        refused(forge.signedWithSecret(new byte[] {0}));
    }

    /**
     * Clocks may differ by 30 s: until the 29th second after its end a token is good. As seconds go by while a token is on its
     * way, it is made anew as often as it takes.
     */
    @Test
    void clocksMayDifferByThirtySeconds() {
        soon(() -> assertThat(statusOf(forge.signed(claims -> claims.put("exp", now() - 29))))
                .isEqualTo(200));
        refused(claims -> claims.put("exp", now() - 31));
        soon(() -> assertThat(statusOf(forge.signed(claims -> claims.put("nbf", now() + 29))))
                .isEqualTo(200));
        soon(() -> assertThat(statusOf(forge.signed(claims -> claims.put("nbf", now() + 31))))
                .isEqualTo(401));
    }

    @Test
    void aKeyWithOneDigitChangedOrAnotherPrefixIsRefused() {
        String key = suite.owner()
                .post("/v1/api-keys", "{\"name\":\"tampered with\",\"scopes\":[\"sessions:read\"]}")
                .expect(201)
                .text("apiKey");
        Api good = suite.as(key);
        good.get("/v1/sessions").expect(200);
        int last = key.length() - 1;
        for (int at : new int[] {key.indexOf('_') + 1, last / 2 + 4, last}) {
            char other = key.charAt(at) == '0' ? '1' : '0';
            refused(key.substring(0, at) + other + key.substring(at + 1));
        }
        refused(key.replace("tidepool_", "moltbook_"));
        refused(key.replace("tidepool_", ""));
        refused(key.toUpperCase(java.util.Locale.ROOT));
        refused(key + "0");
        refused(key.substring(0, last));
        good.get("/v1/sessions").expect(200);

        String agents = suite.freshAgent("tampered").api().credential();
        assertThat(agents).startsWith("moltbook_");
        refused(agents.replace("moltbook_", "tidepool_"));
    }

    @Test
    void theKeysAndTokensOfADeletedOrganisationAreRefused() {
        Answer made = suite.freshOwner(PASSWORD);
        Api owner = suite.as(made.text("tokens.access_token"));
        String key = owner.post("/v1/api-keys", "{\"name\":\"left over\",\"scopes\":[\"sessions:read\"]}")
                .expect(201)
                .text("apiKey");
        suite.as(key).get("/v1/sessions").expect(200);
        owner.send(
                        "DELETE",
                        "/v1/organization",
                        Map.of("Content-Type", "application/json"),
                        HttpRequest.BodyPublishers.ofString("{\"password\":\"" + PASSWORD + "\"}"))
                .expect(204);
        Awaitility.await().atMost(Duration.ofSeconds(1)).untilAsserted(() -> {
            refused(key);
            refused(owner.credential());
        });
        suite.anonymous()
                .post("/v1/auth/refresh", "{\"refresh_token\":\"%s\"}".formatted(made.text("tokens.refresh_token")))
                .expectProblem(401, "UNAUTHORIZED");
    }

    private void refused(Consumer<ObjectNode> change) {
        refused(forge.signed(change));
    }

    private void refused(String credential) {
        suite.as(credential).get("/v1/auth/me").expectProblem(401, "UNAUTHORIZED");
    }

    private int statusOf(String credential) {
        return suite.as(credential).get("/v1/auth/me").status();
    }

    private static void soon(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await().atMost(SOON).untilAsserted(assertion);
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }

    private static byte[] publicKey(JsonNode jwk) throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(coordinate(jwk, "x"), coordinate(jwk, "y"));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)))
                .getEncoded();
    }

    private static BigInteger coordinate(JsonNode jwk, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.path(name).asText()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
