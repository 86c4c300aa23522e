package dev.tidepool.kernel.webhook;

import dev.tidepool.kernel.seal.KeyRing;
import dev.tidepool.kernel.seal.Sealed;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** Makes the secrets of webhooks, and seals and opens them with the keys of a directory, where there is one. */
public final class WebhookKeys {

    private static final int SECRET_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Optional<KeyRing> keys;

    private WebhookKeys(Optional<Path> directory) {
        this.keys = directory.map(named -> KeyRing.read(named, random));
    }

    /** Without keys: nothing can be sealed or opened. */
    public static WebhookKeys none() {
        return new WebhookKeys(Optional.empty());
    }

    /**
     * The keys that the files hold now. Blocking.
     *
     * @param directory holds {@code 1.key}, which is made, and its successors {@code 2.key} and so on; empty for no keys
     * @throws IllegalStateException naming the file that holds no key
     */
    public static WebhookKeys read(Optional<Path> directory) {
        return new WebhookKeys(directory);
    }

    /** Another one each time. */
    public WebhookSecret newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return new WebhookSecret(WebhookSecret.PREFIX + HexFormat.of().formatHex(bytes));
    }

    /**
     * Seals with the newest key; empty when there is none.
     *
     * @param bound cannot be exchanged without breaking the seal
     */
    public Optional<Sealed> seal(WebhookSecret secret, String bound) {
        return keys.map(ring -> ring.seal(secret.value(), bound));
    }

    /** Whether this instance has the key. Another may: a key that is missing here says nothing about the secret. */
    public boolean hasKeyOf(Sealed sealed) {
        return keys.filter(ring -> ring.hasKeyOf(sealed)).isPresent();
    }

    /** Nothing when its key is not there, or it is not what was sealed. */
    public Optional<WebhookSecret> open(Sealed sealed, String bound) {
        return keys.flatMap(ring -> ring.open(sealed, bound)).map(WebhookSecret::new);
    }

    /** Whether a key has come since that should take the place of the one it is sealed with. */
    public boolean isOutdated(Sealed sealed) {
        return keys.map(ring -> ring.isOutdated(sealed)).orElse(false);
    }

    /** How many keys there are. */
    public int size() {
        return keys.map(KeyRing::size).orElse(0);
    }
}
