package dev.tidepool.gateway.realtime;

import java.util.List;

/** What a room's stream holds after a position. */
sealed interface Replay {

    /**
     * @param isAnchored whether the stream still holds an event at the position: then nothing after it is gone
     * @param isLast whether there was no more when it was read
     */
    record Page(List<Delivery> deliveries, boolean isAnchored, boolean isLast) implements Replay {}

    /** The stream cannot be read. */
    record Unreadable() implements Replay {}
}
