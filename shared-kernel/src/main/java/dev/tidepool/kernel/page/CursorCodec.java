package dev.tidepool.kernel.page;

import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Writes the position in a list as an opaque cursor and reads it back: base64url of 16 bytes of HMAC-SHA-256 and the fields.
 * The list's name is part of what is authenticated, so a cursor of one list is refused by another.
 */
@ApplicationScoped
public class CursorCodec {

    private static final int TAG_BYTES = 16;

    /** Longer than any cursor of ours; bounds what is decoded. */
    private static final int MAX_CHARACTERS = 512;

    private static final String SEPARATOR = "\u001f";

    private final SecretKeySpec key;

    CursorCodec(@ConfigProperty(name = "tidepool.cursor.secret") String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** The cursor after an item with these sort fields; fields hold no control characters. */
    public String encode(String list, String... fields) {
        byte[] payload = String.join(SEPARATOR, fields).getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(tag(list, payload), TAG_BYTES + payload.length);
        System.arraycopy(payload, 0, all, TAG_BYTES, payload.length);
        return text(all);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The fields of a cursor of this list. @throws Problem 400 when it is malformed, tampered with or of another list */
    public List<String> decode(String list, String cursor) {
        byte[] all = bytes(cursor);
        if (all.length < TAG_BYTES) {
            throw refused();
        }
        byte[] payload = Arrays.copyOfRange(all, TAG_BYTES, all.length);
        if (!MessageDigest.isEqual(Arrays.copyOf(all, TAG_BYTES), tag(list, payload))) {
            throw refused();
        }
        return List.of(new String(payload, StandardCharsets.UTF_8).split(SEPARATOR, -1));
    }

    private static byte[] bytes(String cursor) {
        if (cursor.length() > MAX_CHARACTERS) {
            throw refused();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            // The last character has bits that the decoder passes over: another character there is tampering too.
            if (!text(bytes).equals(cursor)) {
                throw refused();
            }
            return bytes;
        } catch (IllegalArgumentException malformed) {
            throw refused();
        }
    }

    private byte[] tag(String list, byte[] payload) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            mac.update((list + SEPARATOR).getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(payload), TAG_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }

    private static Problem refused() {
        return Problem.of(CommonError.INVALID_CURSOR, "Send the cursor exactly as the previous page gave it, or none.")
                .with("field", "cursor");
    }
}
