package dev.tidepool.gateway.apikey;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits on keys, and how long a verified one is remembered. */
@ConfigMapping(prefix = "tidepool.api-key")
interface ApiKeyConfig {

    /** The net under the announcements of revocation: a lost one lasts no longer. */
    @WithDefault("30s")
    Duration cacheLifetime();

    /** Keys remembered, refused ones included. */
    @WithDefault("100000")
    int cacheSize();

    /** Active keys of one organisation; agents' keys do not count. */
    @WithDefault("100")
    int maxPerOrganization();
}
