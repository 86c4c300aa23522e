package dev.tidepool.session.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of sessions. The database's checks allow the defaults; raising one beyond them needs a migration. */
@ConfigMapping(prefix = "tidepool.session")
interface SessionConfig {

    @WithDefault("60s")
    Duration minimumTtl();

    @WithDefault("24h")
    Duration defaultTtl();

    @WithDefault("30d")
    Duration maximumTtl();

    /** How long after it was last touched a session is idle. */
    @WithDefault("15m")
    Duration idleAfter();

    /** Of the metadata as JSON. */
    @WithDefault("16384")
    int maxMetadataBytes();

    @WithDefault("65536")
    int maxSystemPromptBytes();

    @WithDefault("100")
    int maxLabelCharacters();

    /** Sessions looked at in one transaction for whether they are idle or expired. */
    @WithDefault("500")
    int expiryBatch();

    /** How long a session that was read is kept in Redis; a change forgets it at once. */
    @WithDefault("30s")
    Duration cacheLifetime();

    /** How long Redis may take until the database is asked instead. */
    @WithDefault("250ms")
    Duration cachePatience();
}
