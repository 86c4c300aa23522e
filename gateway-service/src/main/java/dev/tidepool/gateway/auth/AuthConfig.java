package dev.tidepool.gateway.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Keys, tokens and how long they are remembered. */
@ConfigMapping(prefix = "tidepool.auth")
interface AuthConfig {

    /** Holds {@code internal.pem} and {@code access.pem}; what is missing is made at start. */
    Path signingKeysDirectory();

    @WithDefault("15m")
    Duration accessTokenLifetime();

    /** Access tokens remembered as verified until they expire. */
    @WithDefault("50000")
    int accessTokenCacheSize();

    /** Internal tokens kept, one per caller. */
    @WithDefault("50000")
    int internalTokenCacheSize();
}
