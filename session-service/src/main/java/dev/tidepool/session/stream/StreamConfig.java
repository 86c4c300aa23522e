package dev.tidepool.session.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Streams of events. */
@ConfigMapping(prefix = "tidepool.stream")
interface StreamConfig {

    /** A stream that was silent for so long is sent a comment, so that nobody on its way takes it for dead. */
    @WithDefault("15s")
    Duration keepAlive();
}
