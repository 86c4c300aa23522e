package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.digest.Sha256;
import java.util.HexFormat;

/** How a key is written: {@code tidepool_} or, for agents, {@code moltbook_}, and 32 random bytes in hex. Pure. */
public final class ApiKeyText {

    static final String TIDEPOOL = "tidepool_";
    static final String MOLTBOOK = "moltbook_";
    static final int RANDOM_BYTES = 32;

    /** Of the random part, how much is kept in the clear to tell keys apart. */
    private static final int SHOWN_HEX = 6;

    private ApiKeyText() {}

    /** Whether the text has the form of a key. */
    public static boolean isOne(String text) {
        boolean prefixed = text.startsWith(TIDEPOOL) || text.startsWith(MOLTBOOK);
        return prefixed && text.length() == TIDEPOOL.length() + 2 * RANDOM_BYTES && isLowerHex(text, TIDEPOOL.length());
    }

    /** Whether the text has the form of a key that is no agent's. */
    public static boolean isPersons(String text) {
        return isOne(text) && text.startsWith(TIDEPOOL);
    }

    static String of(String prefix, byte[] random) {
        if (random.length != RANDOM_BYTES) {
            throw new IllegalArgumentException("random must be " + RANDOM_BYTES + " bytes: " + random.length);
        }
        return prefix + HexFormat.of().formatHex(random);
    }

    /** What may be shown of a key later, for example {@code tidepool_3fa1b2}. */
    static String shown(String key) {
        return key.substring(0, TIDEPOOL.length() + SHOWN_HEX);
    }

    /** SHA-256 in hex. A fast hash is enough for 256 random bits. */
    static String hash(String key) {
        return Sha256.hex(key);
    }

    private static boolean isLowerHex(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
