package dev.tidepool.kernel.event;

/** Takes events from Redis. Its methods must not block. */
@FunctionalInterface
public interface EventListener {

    /**
     * @param position in the order of all events, as in the streams of its rooms; 0 for an event that no relay published and
     *     no stream keeps
     */
    void received(Event event, long position);

    /** The subscription was lost and is made again: what was published meanwhile is in the rooms' streams only. */
    default void resumed() {}
}
