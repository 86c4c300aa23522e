package dev.tidepool.kernel.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the outbox relay. */
@ConfigMapping(prefix = "tidepool.outbox")
interface OutboxConfig {

    /** Events relayed in one transaction. */
    @WithDefault("200")
    int batchSize();

    /** The longest a round may hold its transaction open while Redis does not answer. */
    @WithDefault("5s")
    Duration publishTimeout();
}
