package dev.tidepool.social.owner;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes owners' tokens from a secure random source. */
@Singleton
class OwnerTokenGenerator {

    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    OwnerToken next() {
        byte[] token = new byte[BYTES];
        random.nextBytes(token);
        return new OwnerToken("moltbook_owner_" + HexFormat.of().formatHex(token));
    }
}
