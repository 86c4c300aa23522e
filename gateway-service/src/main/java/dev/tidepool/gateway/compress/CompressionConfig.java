package dev.tidepool.gateway.compress;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What compressing may cost. The levels are low: most of the gain, at a fraction of the time on the event loop. */
@ConfigMapping(prefix = "tidepool.compression")
interface CompressionConfig {

    @WithDefault("true")
    boolean enabled();

    /** Shorter answers go out as they are, in bytes. */
    @WithDefault("1024")
    long least();

    /** How long the beginning of a body of unknown length is held back to see whether it is that long. */
    @WithDefault("10ms")
    Duration patience();

    /** Bodies being compressed at the same time; more go out as they are. Each holds up to about a megabyte. */
    @WithDefault("128")
    int maxConcurrent();

    /** 1 to 9 */
    @WithDefault("5")
    int gzipLevel();

    /** 0 to 11 */
    @WithDefault("4")
    int brotliLevel();

    /** 1 to 22 */
    @WithDefault("3")
    int zstdLevel();
}
