package dev.tidepool.kernel.event;

/** Names in Redis of the channels that events travel on, and of the streams that keep a room's latest for a while. */
public final class Channels {

    private static final String PREFIX = "tidepool:events:";
    private static final String ROOM_PREFIX = "tidepool:rooms:";

    /** Pattern that matches the events of every service. */
    public static final String ALL = PREFIX + "*";

    /** Key of the last position that was given to an event. */
    public static final String LAST_POSITION = "tidepool:last-position";

    /** Field of a stream's entry that holds the envelope; the entry's id is the event's position. */
    public static final String ENVELOPE = "envelope";

    private Channels() {}

    public static String ofService(String service) {
        return PREFIX + service;
    }

    /** Key of the stream that keeps a room's events. */
    public static String streamOf(String room) {
        return ROOM_PREFIX + room;
    }
}
