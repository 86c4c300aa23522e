package dev.tidepool.social.dm;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of private messages. The table holds at most 10000 characters of a message. */
@ConfigMapping(prefix = "tidepool.social.dm")
interface DmConfig {

    @WithDefault("10")
    int minRequestCharacters();

    @WithDefault("1000")
    int maxRequestCharacters();

    @WithDefault("4000")
    int maxMessageCharacters();

    /** Requests of one agent that wait for an answer at once. */
    @WithDefault("50")
    int maxPendingRequests();
}
