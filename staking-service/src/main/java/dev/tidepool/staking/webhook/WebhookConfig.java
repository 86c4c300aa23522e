package dev.tidepool.staking.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Limits of webhooks and their deliveries, and where the keys of their secrets are. */
@ConfigMapping(prefix = "tidepool.staking.webhook")
interface WebhookConfig {

    /** Holds {@code 1.key}, which is made, and its successors {@code 2.key} and so on. Absent: no webhook can be made. */
    Optional<Path> keysDirectory();

    @WithDefault("10")
    int maxPerOrganization();

    /** That one webhook names. */
    @WithDefault("20")
    int maxWallets();

    /** From the resolution of the name to the end of the answer. */
    @WithDefault("10s")
    Duration timeout();

    /** Before the second attempt. */
    @WithDefault("1s")
    Duration firstRetry();

    /** The longest wait between two attempts. */
    @WithDefault("1h")
    Duration lastRetry();

    /** Of one delivery, then it is given up. */
    @WithDefault("8")
    int maxAttempts();

    /** Deliveries given up with none between that was not; then the webhook is disabled. */
    @WithDefault("10")
    int maxGivenUp();

    /** After this another instance may make the attempt; more than the timeout. */
    @WithDefault("30s")
    Duration lease();

    /** Attempts under way on one instance. */
    @WithDefault("32")
    int maxConcurrent();

    /** Of one webhook: while so many are under way on an instance, it takes no more of it. */
    @WithDefault("4")
    int maxConcurrentOfWebhook();

    /** Of all webhooks of one organisation on an instance: it holds up nobody else's. */
    @WithDefault("8")
    int maxConcurrentOfOrganization();

    /** Until a delivery is tried again whose secret is sealed with a key that this instance does not have. */
    @WithDefault("1m")
    Duration missingKeyRetry();

    /** Deliveries that wait for one webhook. What comes beyond them is not told to it. */
    @WithDefault("1000")
    int maxPending();

    /** Between two looks at what is due. */
    @WithDefault("1s")
    Duration interval();

    /** How long deliveries are kept. */
    @WithDefault("7d")
    Duration keptFor();
}
