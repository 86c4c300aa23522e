package dev.tidepool.gateway;

import dev.tidepool.gateway.auth.AuthTestAccess;
import java.nio.file.Path;
import org.jose4j.jwk.EllipticCurveJsonWebKey;

/** The key that the gateway under test signs access tokens with, read from its directory. */
final class SigningKeyForTests {

    private SigningKeyForTests() {}

    static EllipticCurveJsonWebKey access() {
        return AuthTestAccess.key(Path.of("target", "gateway-under-test", "keys", "access.pem"));
    }
}
