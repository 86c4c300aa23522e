package dev.tidepool.social.webhook;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.seal.KeyRing;
import dev.tidepool.kernel.seal.Sealed;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes the secrets of webhooks, and seals and opens them. */
@ApplicationScoped
class WebhookSeal {

    private static final Logger LOG = Logger.getLogger(WebhookSeal.class);
    private static final Duration RETRY = Duration.ofMinutes(5);
    private static final int SECRET_BYTES = 32;

    private final WebhookConfig config;
    private final SecureRandom random = new SecureRandom();
    private volatile Optional<KeyRing> keys = Optional.empty();

    WebhookSeal(WebhookConfig config) {
        this.config = config;
    }

    /** At the start: reading files takes its time, and an installation with bad ones should not begin. */
    void begin(@Observes StartupEvent starting) {
        keys = config.keysDirectory().map(directory -> KeyRing.read(directory, random));
        LOG.infof("event=webhook_keys_read keys=%d", keys.map(KeyRing::size).orElse(0));
    }

    WebhookSecret newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return new WebhookSecret(WebhookSecret.PREFIX + HexFormat.of().formatHex(bytes));
    }

    /** @throws Problem 503 when there is no key */
    Sealed seal(WebhookSecret secret, String bound) {
        return keys.orElseThrow(() -> Problem.of(
                                WebhookError.WEBHOOKS_UNAVAILABLE,
                                "The operator has to name a directory for the keys: tidepool.social.webhook.keys-directory.")
                        .retryAfter(RETRY))
                .seal(secret.value(), bound);
    }

    /** Whether this instance has the key. Another may: a key that is missing here says nothing about the secret. */
    boolean hasKeyOf(Sealed sealed) {
        return keys.filter(ring -> ring.hasKeyOf(sealed)).isPresent();
    }

    /** Nothing when its key is not there, or it is not what was sealed. */
    Optional<WebhookSecret> open(Sealed sealed, String bound) {
        return keys.flatMap(ring -> ring.open(sealed, bound)).map(WebhookSecret::new);
    }

    /** Whether a key has come since that should take the place of the one it is sealed with. */
    boolean isOutdated(Sealed sealed) {
        return keys.map(ring -> ring.isOutdated(sealed)).orElse(false);
    }
}
