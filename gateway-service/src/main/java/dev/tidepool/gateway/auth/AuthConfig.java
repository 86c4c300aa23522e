package dev.tidepool.gateway.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Keys, tokens and how long they are remembered. */
@ConfigMapping(prefix = "tidepool.auth")
interface AuthConfig {

    /**
     * Holds {@code internal.pem} and {@code access.pem}, and their successors {@code internal-1.pem} and so on; what is missing
     * is made. Gateways share it.
     */
    Path signingKeysDirectory();

    /** A key this old gets a successor. */
    @WithDefault("30d")
    Duration keyRotation();

    /** How long a new key is published before it signs: at least as long as anybody keeps a key set. */
    @WithDefault("15m")
    Duration keyPublishedBefore();

    /** How long a key still verifies after its successor began to sign: at least as long as a token lives. */
    @WithDefault("1d")
    Duration keyKept();

    /** How often the directory is looked at. */
    @WithDefault("1m")
    Duration keyCheckInterval();

    /** How long readers may keep the published key set. Services keep theirs five minutes. */
    @WithDefault("5m")
    Duration keySetMaxAge();

    @WithDefault("15m")
    Duration accessTokenLifetime();

    /** Access tokens remembered as verified until they expire: about a kilobyte each. */
    @WithDefault("10000")
    int accessTokenCacheSize();

    /** Internal tokens kept until they expire, one per caller: about a kilobyte each. */
    @WithDefault("10000")
    int internalTokenCacheSize();
}
