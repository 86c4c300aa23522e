package dev.tidepool.kernel.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How it is found out that a subscription's connection is dead. */
@ConfigMapping(prefix = "tidepool.subscription")
interface SubscriptionConfig {

    /** How often this process tells itself, through Redis, that its subscriptions live. */
    @WithDefault("5s")
    Duration heartbeat();

    /** Heartbeats in a row that a subscription may miss until it is made anew. */
    @WithDefault("3")
    int missed();
}
