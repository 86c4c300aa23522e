package dev.tidepool.gateway.realtime;

import java.util.List;

/** What a room's stream holds after a position. */
sealed interface Replay {

    /** @param isLast whether there was no more when it was read */
    record Page(List<Delivery> deliveries, boolean isLast) implements Replay {}

    /** The stream does not reach back to the position, or cannot be read. */
    record Gap() implements Replay {}
}
