package dev.tidepool.gateway.identity;

import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A password as somebody sent it. Never printed. Pure. */
@Schema(type = SchemaType.STRING, format = "password", maxLength = 128)
record Password(String text) {

    static final int MIN_CHARACTERS = 12;
    static final int MAX_CHARACTERS = 128;

    /** Keeps the digest apart from any other SHA-256 of the same password that may have leaked elsewhere. */
    private static final byte[] PURPOSE = "tidepool password\0".getBytes(StandardCharsets.UTF_8);

    /** A password to be set. @throws Problem 400 naming the field when its length is out of range */
    static Password ofNew(String field, @Nullable String text) {
        int length = text == null ? 0 : text.codePointCount(0, text.length());
        if (text == null || length < MIN_CHARACTERS || length > MAX_CHARACTERS) {
            throw Problem.invalidField(
                    field, field + " must have " + MIN_CHARACTERS + " to " + MAX_CHARACTERS + " characters.");
        }
        return new Password(text);
    }

    /** A password to be compared. @throws Problem 400 naming the field when it is missing or longer than any can be */
    static Password ofShown(String field, @Nullable String text) {
        if (text == null || text.isEmpty() || text.codePointCount(0, text.length()) > MAX_CHARACTERS) {
            throw Problem.invalidField(field, field + " must have 1 to " + MAX_CHARACTERS + " characters.");
        }
        return new Password(text);
    }

    /**
     * What is hashed: 43 characters that depend on all of the password, since bcrypt reads 72 bytes only. Keyboards compose
     * letters differently, so the text is normalised first.
     */
    String digest() {
        byte[] normal = Normalizer.normalize(text, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().withoutPadding().encodeToString(Sha256.of(PURPOSE, normal));
    }

    @Override
    public String toString() {
        return "Password";
    }
}
