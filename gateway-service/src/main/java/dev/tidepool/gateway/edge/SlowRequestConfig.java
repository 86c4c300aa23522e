package dev.tidepool.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Which requests leave a second line. */
@ConfigMapping(prefix = "tidepool.access-log")
interface SlowRequestConfig {

    /** An answer that takes longer is logged as a warning and counted; event streams and sockets are not meant. */
    @WithDefault("5s")
    Duration slow();
}
