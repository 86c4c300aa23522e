package dev.tidepool.gateway.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Requests admitted, and what happens while Redis does not answer. */
@ConfigMapping(prefix = "tidepool.limit")
interface LimitConfig {

    @WithDefault("100")
    int openSourcePerMinute();

    @WithDefault("500")
    int teamsPerMinute();

    @WithDefault("2000")
    int governmentPerMinute();

    /** Without a credential, by client address. */
    @WithDefault("60")
    int anonymousPerMinute();

    @WithDefault("1000")
    int anonymousPerHour();

    /** A decision that takes Redis longer is made locally. */
    @WithDefault("250ms")
    Duration redisTimeout();

    /** While Redis is away, how often one request tries it. */
    @WithDefault("1s")
    Duration redisRetry();

    /** Subjects counted locally; beyond them the least recently seen is forgotten. */
    @WithDefault("50000")
    int localSubjects();
}
