package dev.tidepool.kernel.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the outbox relay and of what it leaves in Redis. */
@ConfigMapping(prefix = "tidepool.outbox")
interface OutboxConfig {

    /** Events relayed in one transaction. */
    @WithDefault("200")
    int batchSize();

    /** The longest a round may hold its transaction open while Redis does not answer. */
    @WithDefault("5s")
    Duration publishTimeout();

    /** How long a room's events are kept in Redis for those who missed them. */
    @WithDefault("5m")
    Duration keptFor();

    /** Events kept in one room; about as many, Redis drops them in blocks. */
    @WithDefault("1000")
    int keptPerRoom();
}
