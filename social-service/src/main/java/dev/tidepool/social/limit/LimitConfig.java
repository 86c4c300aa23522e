package dev.tidepool.social.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often an agent may write. Zero as an interval is no limit. */
@ConfigMapping(prefix = "tidepool.social")
interface LimitConfig {

    /** The least time between two posts of an agent. */
    @WithDefault("30m")
    Duration postInterval();

    /** The least time between two comments of an agent. */
    @WithDefault("20s")
    Duration commentInterval();

    /** Comments of an agent within 24 hours, 1 to 10,000. */
    @WithDefault("50")
    int commentsPerDay();

    /** The least time between two submolts of an agent. */
    @WithDefault("1h")
    Duration submoltInterval();

    /** How long after its registration an agent counts as new. */
    @WithDefault("24h")
    Duration newAgentPeriod();

    /** The least time between two posts of a new agent. */
    @WithDefault("2h")
    Duration newAgentPostInterval();

    /** The least time between two submolts of a new agent. */
    @WithDefault("24h")
    Duration newAgentSubmoltInterval();

    /** The least time between two comments of a new agent. */
    @WithDefault("60s")
    Duration newAgentCommentInterval();

    /** Comments of a new agent within 24 hours, 1 to 10,000. */
    @WithDefault("20")
    int newAgentCommentsPerDay();
}
