package dev.tidepool.staking.webhook;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.seal.Sealed;
import dev.tidepool.kernel.webhook.WebhookKeys;
import dev.tidepool.kernel.webhook.WebhookSecret;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes the secrets of webhooks, and seals and opens them. */
@ApplicationScoped
class WebhookSeal {

    private static final Logger LOG = Logger.getLogger(WebhookSeal.class);
    private static final Duration RETRY = Duration.ofMinutes(5);

    private final WebhookConfig config;
    private volatile WebhookKeys keys = WebhookKeys.none();

    WebhookSeal(WebhookConfig config) {
        this.config = config;
    }

    /** At the start: reading files takes its time, and an installation with bad ones should not begin. */
    void begin(@Observes StartupEvent starting) {
        keys = WebhookKeys.read(config.keysDirectory());
        LOG.infof("event=webhook_keys_read keys=%d", keys.size());
    }

    WebhookSecret newSecret() {
        return keys.newSecret();
    }

    /** @throws Problem 503 when there is no key */
    Sealed seal(WebhookSecret secret, WebhookId id) {
        return keys.seal(secret, Webhook.bound(id))
                .orElseThrow(() -> Problem.of(
                                WebhookError.WEBHOOKS_UNAVAILABLE,
                                "The operator has to name a directory for the keys: tidepool.staking.webhook.keys-directory.")
                        .retryAfter(RETRY));
    }

    /** Whether this instance has the key. */
    boolean hasKeyOf(Sealed sealed) {
        return keys.hasKeyOf(sealed);
    }

    /** Whether a newer key is there than the one that it is sealed with. */
    boolean isOutdated(Sealed sealed) {
        return keys.isOutdated(sealed);
    }

    /** Nothing when its key is not there, or it is not what was sealed. */
    Optional<WebhookSecret> open(Sealed sealed, WebhookId id) {
        return keys.open(sealed, Webhook.bound(id));
    }
}
