package dev.tidepool.kernel.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.InternalToken;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.OrganizationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Signs internal tokens as the gateway would, and serves the matching key set. One key per test JVM. */
public final class TestTokens {

    private static final String KEY_PROPERTY = "tidepool.test.key";

    private TestTokens() {}

    /** A bearer header's value for a member of an organisation with these scopes. */
    public static String bearer(OrganizationId organization, String... scopes) {
        return bearer(new Caller.Member(
                "key:" + organization, organization, Tier.GOVERNMENT, Set.of(Role.OWNER), Set.of(scopes)));
    }

    /** A bearer header's value for any caller, valid for 60 seconds. */
    public static String bearer(Caller caller) {
        JwtClaims claims = InternalToken.claimsOf(caller);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(1);
        return "Bearer " + sign(claims, InternalToken.TYPE, key());
    }

    /** A compact JWT with any claims, type and key: for tokens that must be refused. */
    public static String sign(JwtClaims claims, String type, EllipticCurveJsonWebKey key) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getEcPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setHeader("typ", type);
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /**
     * The key that {@link #serve()} publishes. Kept as a system property: the test framework loads this class twice, once for
     * the test and once for its resources.
     */
    public static EllipticCurveJsonWebKey key() {
        synchronized (System.getProperties()) {
            try {
                String known = System.getProperty(KEY_PROPERTY);
                if (known != null) {
                    return (EllipticCurveJsonWebKey) org.jose4j.jwk.JsonWebKey.Factory.newJwk(known);
                }
                EllipticCurveJsonWebKey made = EcJwkGenerator.generateJwk(EllipticCurves.P256);
                made.setKeyId(UUID.randomUUID().toString());
                System.setProperty(
                        KEY_PROPERTY, made.toJson(org.jose4j.jwk.JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
                return made;
            } catch (JoseException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    /** Starts serving the key set at {@code /internal/jwks.json}; the base URL. */
    static String serve() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/internal/jwks.json", TestTokens::answer);
            server.createContext("/internal/standing", TestStandings::answer);
            server.start();
            return "http://127.0.0.1:" + server.getAddress().getPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] body = new JsonWebKeySet(key()).toJson().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
