package dev.tidepool.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The line that each request leaves. */
@ConfigMapping(prefix = "tidepool.access-log")
interface AccessLogConfig {

    @WithDefault("true")
    boolean enabled();

    /** An answer that takes longer is logged as a warning and counted; event streams and sockets are not meant. */
    @WithDefault("5s")
    Duration slow();

    /** Bytes held for each event loop until they are written; lines beyond are lost and counted. */
    @WithDefault("524288")
    int bufferBytes();

    /** How long a line may wait to be written with others. */
    @WithDefault("50ms")
    Duration delay();
}
