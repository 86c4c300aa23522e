package dev.tidepool.gateway.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;

/** Makes tokens from a secure random source. */
@ApplicationScoped
class SecretSource {

    private final SecureRandom random = new SecureRandom();

    OpaqueToken next(OpaqueToken.Kind kind) {
        byte[] bytes = new byte[OpaqueToken.RANDOM_BYTES];
        random.nextBytes(bytes);
        return OpaqueToken.of(kind, bytes);
    }
}
