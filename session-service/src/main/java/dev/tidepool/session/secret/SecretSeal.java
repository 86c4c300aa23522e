package dev.tidepool.session.secret;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.seal.KeyRing;
import dev.tidepool.kernel.seal.Sealed;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Seals with the newest key, and opens with whichever sealed. */
@ApplicationScoped
class SecretSeal {

    private static final Logger LOG = Logger.getLogger(SecretSeal.class);
    private static final Duration RETRY = Duration.ofMinutes(5);

    private final SecretConfig config;
    private final SecureRandom random = new SecureRandom();
    private volatile Optional<KeyRing> keys = Optional.empty();

    SecretSeal(SecretConfig config) {
        this.config = config;
    }

    /** At the start: reading files takes its time, and an installation with bad ones should not begin. */
    void begin(@Observes StartupEvent starting) {
        load();
    }

    /** Takes up the keys that the files hold now. */
    void load() {
        keys = config.keysDirectory().map(directory -> KeyRing.read(directory, random));
        LOG.infof("event=secret_keys_read keys=%d", keys.map(KeyRing::size).orElse(0));
    }

    /** @throws Problem 503 when there is no key */
    Sealed seal(String text, String bound) {
        return ring().seal(text, bound);
    }

    /** Whether a key has come since that should take the place of the one it is sealed with. */
    boolean isOutdated(Sealed sealed) {
        return ring().isOutdated(sealed);
    }

    /** @throws Problem 409 {@link SecretError#SECRET_UNREADABLE} when its key is gone, or it is not what was sealed */
    String open(Sealed sealed, String bound, SecretName name) {
        return keys.flatMap(ring -> ring.open(sealed, bound)).orElseThrow(() -> {
            LOG.errorf("event=secret_unreadable name=%s key=%s", name, sealed.keyId());
            return Problem.of(
                    SecretError.SECRET_UNREADABLE,
                    "The secret " + name + " cannot be opened any more: its key is gone. Set it again.");
        });
    }

    private KeyRing ring() {
        return keys.orElseThrow(() -> Problem.of(
                        SecretError.SECRETS_UNAVAILABLE,
                        "The operator has to name a directory for the keys: tidepool.secret.keys-directory.")
                .retryAfter(RETRY));
    }
}
