package dev.tidepool.kernel.event;

/** Takes events from Redis. Its methods must not block. */
@FunctionalInterface
public interface EventListener {

    /**
     * @param position in the order of all events, as in the streams of its rooms; 0 for an event that no relay published and
     *     no stream keeps
     */
    void received(Event event, long position);

    /** The subscription is lost: what is published from now on is in the rooms' streams only. */
    default void interrupted() {}

    /** The subscription is made, or made again; events may have been received before this is called. */
    default void resumed() {}
}
