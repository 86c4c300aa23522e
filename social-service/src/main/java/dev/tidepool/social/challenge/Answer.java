package dev.tidepool.social.challenge;

import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.problem.Problem;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An answer to a challenge: 35, 35.0 and 35.00 are one. Pure. */
record Answer(BigDecimal value) {

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,9}(\\.[0-9]{1,9})?");

    Answer {
        value = value.stripTrailingZeros();
    }

    /** @throws Problem 400 when it is no number; that costs no try */
    static Answer of(@Nullable String given) {
        String text = given == null ? "" : given.strip();
        if (!NUMBER.matcher(text).matches()) {
            throw Problem.invalidField("answer", "Give the answer as a number alone, such as 35 or 35.00.");
        }
        return new Answer(new BigDecimal(text));
    }

    /** What is stored of it: without the code nobody can try all numbers. */
    String hash(String code) {
        return Sha256.hex(code + ":" + value.toPlainString());
    }

    /** Takes the same time whatever differs. */
    boolean hasHash(String hash, String code) {
        return MessageDigest.isEqual(
                hash(code).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }
}
