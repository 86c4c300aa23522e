package dev.tidepool.gateway.realtime;

import java.time.Instant;

/**
 * A ticket, shown once.
 *
 * @param ticket to be sent as {@code ?ticket=} with one WebSocket handshake
 * @param expiresIn seconds
 */
record TicketView(String ticket, Instant expiresAt, long expiresIn) {

    @Override
    public String toString() {
        return "TicketView[expiresAt=" + expiresAt + "]";
    }
}
