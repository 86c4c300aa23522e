package dev.tidepool.social.identity;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes the texts of identity tokens from a secure random source. */
@Singleton
class IdentityTokenGenerator {

    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    String next() {
        byte[] token = new byte[BYTES];
        random.nextBytes(token);
        return "moltbook_identity_" + HexFormat.of().formatHex(token);
    }
}
