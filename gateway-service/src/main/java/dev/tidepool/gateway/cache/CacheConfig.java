package dev.tidepool.gateway.cache;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Kept answers. Which routes have any is said in the route table. */
@ConfigMapping(prefix = "tidepool.cache")
interface CacheConfig {

    @WithDefault("true")
    boolean enabled();

    /** Bytes of all kept answers together. */
    @WithDefault("16777216")
    long maxBytes();

    /** Bytes of one; a longer one is not kept. */
    @WithDefault("1048576")
    int maxEntryBytes();

    /** Characters of path and query; what is longer is not looked for. */
    @WithDefault("1024")
    int maxKeyLength();
}
