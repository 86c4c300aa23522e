package dev.tidepool.gateway.realtime;

import java.util.List;

/**
 * An organisation's use of realtime.
 *
 * @param clients open WebSockets on all gateways, those to services included
 * @param limit clients that the tier allows
 * @param subscribers of all rooms together, on the gateway that answers
 */
record StatsView(long clients, int limit, int subscribers, List<RoomView> rooms) {

    /** @param subscribers of the organisation */
    record RoomView(String room, long subscribers) {}
}
