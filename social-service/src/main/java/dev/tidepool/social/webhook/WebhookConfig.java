package dev.tidepool.social.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Limits of webhooks and their deliveries, and where the keys of their secrets are. The database's checks allow the defaults. */
@ConfigMapping(prefix = "tidepool.social.webhook")
interface WebhookConfig {

    /** Holds {@code 1.key}, which is made, and its successors {@code 2.key} and so on. Absent: no webhook can be made. */
    Optional<Path> keysDirectory();

    @WithDefault("10")
    int maxPerAgent();

    @WithDefault("2048")
    int maxUrlCharacters();

    @WithDefault("200")
    int maxDescriptionCharacters();

    /** Types of events that one webhook names. */
    @WithDefault("32")
    int maxEvents();

    /** Longer ones are not sent. */
    @WithDefault("65536")
    int maxBodyBytes();

    /** From the resolution of the name to the end of the answer. */
    @WithDefault("10s")
    Duration timeout();

    /** Before the second attempt. */
    @WithDefault("10s")
    Duration firstRetry();

    /** The longest wait between two attempts. */
    @WithDefault("6h")
    Duration lastRetry();

    /** Of one delivery, then it is given up. */
    @WithDefault("10")
    int maxAttempts();

    /** Attempts of a webhook that fail with none between that does not; then it is disabled. */
    @WithDefault("30")
    int maxFailuresInRow();

    /** After this another instance may make the attempt; more than the timeout. */
    @WithDefault("30s")
    Duration lease();

    /** Attempts under way on one instance. */
    @WithDefault("64")
    int maxConcurrent();

    /** Attempts under way for one webhook, over all instances. */
    @WithDefault("4")
    int maxConcurrentOfWebhook();

    /** Webhooks with deliveries that wait, looked at in one statement; the next ones are in the next. */
    @WithDefault("2000")
    int lookedThrough();

    /** Deliveries that wait for one webhook. What comes beyond them is not told to it. */
    @WithDefault("2000")
    int maxPending();

    /** Until a delivery is tried again whose secret is sealed with a key that this instance does not have. */
    @WithDefault("1m")
    Duration missingKeyRetry();

    /** Entries of the journal that deliveries are made of in one transaction. */
    @WithDefault("500")
    int readTogether();

    /** Between two rounds, should nothing have asked for one before. */
    @WithDefault("1s")
    Duration interval();

    /** How long deliveries are kept. */
    @WithDefault("7d")
    Duration keptFor();

    /** Deleted in one transaction. */
    @WithDefault("1000")
    int deletedTogether();
}
