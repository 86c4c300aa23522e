package dev.tidepool.kernel.metric;

/** Names of metrics that more than one service records. Base units: seconds, bytes; counters carry no unit. */
public final class MetricNames {

    /** Counter: events written to Redis, tagged {@code outcome=published|failed}. */
    public static final String EVENTS_RELAYED = "tidepool.events.relayed";

    /** Timer: from an event's time to its relay. */
    public static final String EVENT_RELAY_DELAY = "tidepool.events.relay.delay";

    /** Counter: events received, tagged {@code outcome=handled|repeated|malformed}. */
    public static final String EVENTS_RECEIVED = "tidepool.events.received";

    /** Counter: internal tokens checked, tagged {@code outcome=cached|verified|refused}. */
    public static final String INTERNAL_TOKENS = "tidepool.internal.tokens";

    /** Counter: outbound addresses checked, tagged {@code outcome=allowed|refused}. */
    public static final String OUTBOUND_CHECKS = "tidepool.outbound.checks";

    private MetricNames() {}
}
