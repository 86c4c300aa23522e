package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.caller.Tier;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits on keys, how long a verified one is remembered, and when texts are replaced. */
@ConfigMapping(prefix = "tidepool.api-key")
interface ApiKeyConfig {

    /** The net under the announcements of revocation: a lost one lasts no longer. */
    @WithDefault("10s")
    Duration cacheLifetime();

    /** How long the database may take to tell what a key is; then the request is told to come again. */
    @WithDefault("2s")
    Duration lookUpTimeout();

    /** Keys that work, remembered. */
    @WithDefault("100000")
    int cacheSize();

    /** Texts that are no key or no longer, remembered as long; apart, so that guesses displace no key that works. */
    @WithDefault("20000")
    int refusedCacheSize();

    /** Keys that worked are looked up for so long, whoever guesses from the same address meanwhile. */
    @WithDefault("1h")
    Duration recentLifetime();

    /** Such keys, of which the hash alone is remembered. */
    @WithDefault("20000")
    int recentCacheSize();

    /** Active keys of one organisation; agents' keys have a limit of their own. */
    @WithDefault("100")
    int maxPerOrganization();

    AgentKeys agents();

    /** Active keys of the agents of one organisation, by its tier. */
    interface AgentKeys {

        @WithDefault("100")
        int openSource();

        @WithDefault("1000")
        int teams();

        @WithDefault("10000")
        int government();

        default int of(Tier tier) {
            return switch (tier) {
                case OPEN_SOURCE -> openSource();
                case TEAMS -> teams();
                case GOVERNMENT -> government();
            };
        }
    }

    /** How long a replaced text works on. */
    @WithDefault("24h")
    Duration rotationGrace();

    /** The age at which a text is due to be replaced. */
    @WithDefault("720h")
    Duration rotationAge();

    /** Keys that are found due in one transaction. */
    @WithDefault("200")
    int rotationBatch();

    /** Days for which uses are kept. */
    @WithDefault("400")
    int usageDays();

    /** How long a key that was revoked or has expired is remembered: until then its use is told to its organisation. */
    @WithDefault("90d")
    Duration endedKept();

    /** How often keys are looked for that are due. */
    @WithDefault("1m")
    Duration rotationInterval();

    /** How often counted uses are written; also how exact the last use of a key is. */
    @WithDefault("60s")
    Duration usageInterval();
}
