package dev.tidepool.social.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of identity tokens. */
@ConfigMapping(prefix = "tidepool.social.identity")
interface IdentityConfig {

    /** How long a token shows who an agent is. */
    @WithDefault("1h")
    Duration lifetime();

    /** Tokens of an agent that are good at once; one more ends the oldest. */
    @WithDefault("20")
    int maxTokens();

    /** Characters in an audience; the table holds at most 256. */
    @WithDefault("256")
    int maxAudienceCharacters();
}
