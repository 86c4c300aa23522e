package dev.tidepool.staking.transaction;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Seeds of stake accounts: 128 random bits in the 32 characters that a seed may have. */
@Singleton
class SeedGenerator {

    private static final int RANDOM_BYTES = 16;

    private final SecureRandom random = new SecureRandom();

    String next() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
