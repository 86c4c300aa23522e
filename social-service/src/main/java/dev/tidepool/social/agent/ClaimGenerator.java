package dev.tidepool.social.agent;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Makes claims from a secure random source. */
@Singleton
class ClaimGenerator {

    private static final int TOKEN_BYTES = 32;
    private static final int CODE_CHARACTERS = 4;

    private static final List<String> WORDS = List.of(
            "reef", "tide", "kelp", "coral", "shell", "pearl", "drift", "cove", "brine", "foam", "gull", "shoal",
            "wharf", "buoy", "lagoon", "anemone");

    /** No letters or digits that are mistaken for each other. */
    private static final String ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private final SecureRandom random = new SecureRandom();

    Claim next() {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        String suffix = random.ints(CODE_CHARACTERS, 0, ALPHABET.length())
                .mapToObj(index -> String.valueOf(ALPHABET.charAt(index)))
                .collect(Collectors.joining());
        String word = WORDS.get(random.nextInt(WORDS.size()));
        return new Claim("moltbook_claim_" + HexFormat.of().formatHex(token), word + "-" + suffix);
    }
}
