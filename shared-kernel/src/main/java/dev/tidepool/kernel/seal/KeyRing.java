package dev.tidepool.kernel.seal;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * The keys of a directory: the newest seals, and whichever sealed opens. So keys change without a migration: what an older one sealed is
 * sealed anew by whoever opens it.
 */
public final class KeyRing {

    private final List<SealingKey> keys;
    private final SecureRandom random;

    private KeyRing(List<SealingKey> keys, SecureRandom random) {
        this.keys = List.copyOf(keys);
        this.random = random;
    }

    /**
     * The keys that the files hold now. Blocking.
     *
     * @param directory holds {@code 1.key}, which is made, and its successors {@code 2.key} and so on
     * @throws IllegalStateException naming the file that holds no key
     */
    public static KeyRing read(Path directory, SecureRandom random) {
        return new KeyRing(new KeyFiles(directory).read(random), random);
    }

    /**
     * Seals a text.
     *
     * @param bound cannot be exchanged without breaking the seal
     */
    public Sealed seal(String text, String bound) {
        byte[] nonce = new byte[SealingKey.NONCE_BYTES];
        random.nextBytes(nonce);
        return keys.getFirst().seal(text, bound, nonce);
    }

    /** The text; nothing when its key is gone, or it is not what was sealed. */
    public Optional<String> open(Sealed sealed, String bound) {
        return keys.stream()
                .map(key -> key.open(sealed, bound))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether the key that it is sealed with is one of these. */
    public boolean hasKeyOf(Sealed sealed) {
        return keys.stream().anyMatch(key -> key.id().equals(sealed.keyId()));
    }

    /** Whether a key has come since that should take the place of the one it is sealed with. */
    public boolean isOutdated(Sealed sealed) {
        return !keys.getFirst().id().equals(sealed.keyId());
    }

    /** How many keys there are, at least one. */
    public int size() {
        return keys.size();
    }
}
