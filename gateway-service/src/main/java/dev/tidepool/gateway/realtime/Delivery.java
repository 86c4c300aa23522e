package dev.tidepool.gateway.realtime;

import dev.tidepool.kernel.event.Event;

/**
 * An event on its way to those who listen in one room.
 *
 * @param position in the order of all events; 0 for one that no stream keeps
 * @param text what the client is sent, made once for all of them
 */
record Delivery(Event event, long position, String text) {

    static Delivery of(Room room, Event event, long position) {
        return new Delivery(event, position, ServerMessage.event(room.name(), event, position));
    }
}
