package dev.tidepool.gateway.auth;

import io.quarkus.runtime.Startup;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

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

    /** A compact JWS over the claims. Pure but for the signature's own randomness. */
    static String sign(JwtClaims claims, String type, EllipticCurveJsonWebKey key) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getEcPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setHeader("typ", type);
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException failure) {
            throw new IllegalStateException("signing failed", failure);
        }
    }
}
