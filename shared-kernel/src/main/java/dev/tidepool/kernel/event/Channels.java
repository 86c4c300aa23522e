package dev.tidepool.kernel.event;

/** Names of the Redis channels that events travel on. */
public final class Channels {

    private static final String PREFIX = "tidepool:events:";

    /** Pattern that matches the events of every service. */
    public static final String ALL = PREFIX + "*";

    private Channels() {}

    public static String ofService(String service) {
        return PREFIX + service;
    }
}
