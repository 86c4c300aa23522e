package dev.tidepool.gateway.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the audit trail. */
@ConfigMapping(prefix = "tidepool.audit")
interface AuditConfig {

    /** Refusals held until they are written, at most half of them of one type; more are lost, and counted. */
    @WithDefault("10000")
    int bufferedEvents();

    /** Refusals written in one transaction. */
    @WithDefault("500")
    int batchSize();

    /** Entries read at once for an export. */
    @WithDefault("500")
    int exportChunk();

    /** How long that may take, less than an export may take to begin; then it is broken off. */
    @WithDefault("20s")
    Duration exportChunkTimeout();

    /** Monthly partitions kept ready, this month's included. */
    @WithDefault("3")
    int partitionMonths();

    /** Whole months that entries are kept after their own; the database refuses fewer than 12. */
    @WithDefault("24")
    int keepMonths();
}
