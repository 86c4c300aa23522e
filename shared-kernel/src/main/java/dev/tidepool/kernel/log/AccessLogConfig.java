package dev.tidepool.kernel.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The line that each request leaves. */
@ConfigMapping(prefix = "tidepool.access-log")
interface AccessLogConfig {

    @WithDefault("true")
    boolean enabled();

    /** Bytes held for each event loop until they are written; lines beyond are lost and counted. */
    @WithDefault("524288")
    int bufferBytes();

    /** How long a line may wait to be written with others. */
    @WithDefault("50ms")
    Duration delay();
}
