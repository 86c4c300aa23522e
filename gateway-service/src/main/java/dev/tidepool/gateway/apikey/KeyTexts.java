package dev.tidepool.gateway.apikey;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;

/** Makes the texts of keys: 256 random bits each. */
@ApplicationScoped
class KeyTexts {

    private final SecureRandom random = new SecureRandom();

    String next(String prefix) {
        byte[] bytes = new byte[ApiKeyText.RANDOM_BYTES];
        random.nextBytes(bytes);
        return ApiKeyText.of(prefix, bytes);
    }
}
