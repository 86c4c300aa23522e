package dev.tidepool.social.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of streams of events. */
@ConfigMapping(prefix = "tidepool.social.stream")
interface StreamConfig {

    /** Of one agent, on one instance. */
    @WithDefault("3")
    int maxPerAgent();

    /** On one instance. */
    @WithDefault("2000")
    int maxStreams();

    /** A comment is sent so often; below the idle limits of everything on its way. */
    @WithDefault("15s")
    Duration heartbeat();

    /** A stream ends after this long, and its client opens another: with a credential that still holds. */
    @WithDefault("10m")
    Duration lifetime();

    /** Who has not read for so long what waits for it is closed. */
    @WithDefault("30s")
    Duration maxStall();

    /** Bytes that wait for a reader; no more events are read for it then. */
    @WithDefault("65536")
    int maxWaitingBytes();

    /** Events read at once for one stream. */
    @WithDefault("100")
    int readTogether();

    /** Entries of the journal, whomever they are for, among which those of one page are sought. */
    @WithDefault("10000")
    int window();

    /** Entries of the journal, whomever they are for, that a stream goes back over at most; who saw less is told of a gap. */
    @WithDefault("100000")
    long maxResumed();

    /** New entries of the journal that are looked through at once for whom they are for. */
    @WithDefault("1000")
    int lookedThrough();
}
