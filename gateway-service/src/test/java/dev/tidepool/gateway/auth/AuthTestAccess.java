package dev.tidepool.gateway.auth;

import java.nio.file.Path;
import org.jose4j.jwk.EllipticCurveJsonWebKey;

/** Opens what is hidden in the package, for tests elsewhere. */
public final class AuthTestAccess {

    private AuthTestAccess() {}

    public static EllipticCurveJsonWebKey key(Path file) {
        return SigningKeyFile.loadOrCreate(file);
    }
}
