package dev.tidepool.session.secret;

import dev.tidepool.kernel.problem.Problem;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Seals with the newest key, and opens with whichever sealed. */
@ApplicationScoped
class SecretSeal {

    private static final Logger LOG = Logger.getLogger(SecretSeal.class);
    private static final Duration RETRY = Duration.ofMinutes(5);

    private final SecretConfig config;
    private final SecureRandom random = new SecureRandom();
    private volatile List<SealingKey> keys = List.of();

    SecretSeal(SecretConfig config) {
        this.config = config;
    }

    /** At the start: reading files takes its time, and an installation with bad ones should not begin. */
    void begin(@Observes StartupEvent starting) {
        load();
    }

    /** Takes up the keys that the files hold now. */
    void load() {
        keys = config.keysDirectory()
                .map(directory -> new KeyFiles(directory).read(random))
                .orElse(List.of());
        LOG.infof("event=secret_keys_read keys=%d", keys.size());
    }

    /** @throws Problem 503 when there is no key */
    Sealed seal(String text, String bound) {
        byte[] nonce = new byte[SealingKey.NONCE_BYTES];
        random.nextBytes(nonce);
        return newest().seal(text, bound, nonce);
    }

    /** Whether a key has come since that should take the place of the one it is sealed with. */
    boolean isOutdated(Sealed sealed) {
        return !newest().id().equals(sealed.keyId());
    }

    /** @throws Problem 409 {@link SecretError#SECRET_UNREADABLE} when its key is gone, or it is not what was sealed */
    String open(Sealed sealed, String bound, SecretName name) {
        return keys.stream()
                .map(key -> key.open(sealed, bound))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> {
                    LOG.errorf("event=secret_unreadable name=%s key=%s", name, sealed.keyId());
                    return Problem.of(
                            SecretError.SECRET_UNREADABLE,
                            "The secret " + name + " cannot be opened any more: its key is gone. Set it again.");
                });
    }

    private SealingKey newest() {
        return keys.stream()
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                SecretError.SECRETS_UNAVAILABLE,
                                "The operator has to name a directory for the keys: tidepool.secret.keys-directory.")
                        .retryAfter(RETRY));
    }
}
