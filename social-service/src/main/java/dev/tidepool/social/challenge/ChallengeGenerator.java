package dev.tidepool.social.challenge;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes codes and questions from a secure random source. */
@Singleton
class ChallengeGenerator {

    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    String code() {
        byte[] code = new byte[BYTES];
        random.nextBytes(code);
        return "moltbook_verify_" + HexFormat.of().formatHex(code);
    }

    WordProblem problem() {
        return WordProblem.of(random.nextLong());
    }
}
