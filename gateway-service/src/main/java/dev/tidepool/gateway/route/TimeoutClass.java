package dev.tidepool.gateway.route;

/** How long a service, or the gateway itself, may take until the head of the answer; the durations are in {@link ProxyConfig}. */
public enum TimeoutClass {
    STANDARD,
    ANALYTICS,
    EXPORT,
    /** Probes: who asks gives up soon. */
    HEALTH,
    /** Answers of models: the first byte may take long. */
    STREAM,
    /** A stream on which something may be said or not: nobody waits for its end, and no shutdown does. */
    LISTEN
}
