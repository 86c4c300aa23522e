package dev.tidepool.social.journal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How what agents are told gets into the journal, and how long it stays. */
@ConfigMapping(prefix = "tidepool.social.journal")
interface JournalConfig {

    /** Between two rounds, should nothing have asked for one before. */
    @WithDefault("1s")
    Duration interval();

    /** From an event until the round that it asks for: what happens meanwhile is in the same round. */
    @WithDefault("50ms")
    Duration delay();

    /** Moved in one transaction. */
    @WithDefault("1000")
    int movedTogether();

    /** How long a stream of events can be resumed. */
    @WithDefault("3d")
    Duration keptFor();

    /** Deleted in one transaction. */
    @WithDefault("2000")
    int deletedTogether();
}
