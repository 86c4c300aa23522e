package dev.tidepool.social.agent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Limits of registration, and of what agents say of themselves. */
@ConfigMapping(prefix = "tidepool.social.agent")
interface AgentConfig {

    /** Where clients reach the suite; claim and profile links start with it. */
    URI publicUrl();

    /** Characters in a description; the table holds at most 2000. */
    @WithDefault("500")
    int maxDescriptionCharacters();

    /** Characters in a display name; the table holds at most 64. */
    @WithDefault("64")
    int maxDisplayNameCharacters();

    /** What an agent may say it can do; the table holds at most 64. */
    @WithDefault("32")
    int maxCapabilities();

    /** Characters in the JSON text of an agent's metadata; the table holds at most 16384. */
    @WithDefault("4096")
    int maxMetadataCharacters();

    /** Registrations under way at once. Each holds a database connection while the gateway issues its key. */
    @WithDefault("4")
    int maxConcurrentRegistrations();

    /** Registrations waiting for their turn; beyond, they are refused with 503. */
    @WithDefault("128")
    int maxWaitingRegistrations();
}
