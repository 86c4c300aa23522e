package dev.tidepool.gateway.auth;

import io.quarkus.runtime.Startup;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;

/** The two keys of the gateway: one signs what services believe, the other what clients carry. */
@Startup
@ApplicationScoped
public class SigningKeys {

    private final EllipticCurveJsonWebKey internal;
    private final EllipticCurveJsonWebKey access;

    SigningKeys(AuthConfig config) {
        Path directory = config.signingKeysDirectory();
        this.internal = SigningKeyFile.loadOrCreate(directory.resolve("internal.pem"));
        this.access = SigningKeyFile.loadOrCreate(directory.resolve("access.pem"));
    }

    /** The key set that services verify internal tokens with. */
    public JsonObject internalKeySet() {
        return new JsonObject(new JsonWebKeySet(internal).toJson());
    }

    /** The key set that anybody may verify access tokens with. */
    public JsonObject accessKeySet() {
        return new JsonObject(new JsonWebKeySet(access).toJson());
    }

    public EllipticCurveJsonWebKey internal() {
        return internal;
    }

    EllipticCurveJsonWebKey access() {
        return access;
    }

    /** A compact JWS over the claims. */
    static String sign(JwtClaims claims, String type, EllipticCurveJsonWebKey key) {
        return Jwt.claims(claims.getClaimsMap())
                .jws()
                .header("typ", type)
                .keyId(key.getKeyId())
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key.getEcPrivateKey());
    }
}
