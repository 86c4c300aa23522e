package dev.tidepool.gateway.socket;

import java.util.HashSet;
import java.util.Set;

/**
 * One organisation's sockets on this gateway, those open and those about to be, and its messages of this minute, whose count
 * outlives the sockets. Guarded by itself.
 */
final class OrganizationSockets {

    private final MessageMeter meter = new MessageMeter();
    private final Set<Long> sockets = new HashSet<>();

    synchronized boolean add(long socket, int connections) {
        return sockets.size() < connections && sockets.add(socket);
    }

    synchronized void remove(long socket) {
        sockets.remove(socket);
    }

    /** Whether nothing is lost when it is forgotten. */
    synchronized boolean isOver(long nowMillis) {
        return sockets.isEmpty() && meter.isOver(nowMillis);
    }

    synchronized boolean has(long socket) {
        return sockets.contains(socket);
    }

    synchronized Set<Long> sockets() {
        return Set.copyOf(sockets);
    }

    /** What came of one message. {@code report} is how many to tell the other gateways of, mostly 0. */
    record Taken(boolean passes, long minute, int report) {}

    synchronized Taken take(int count, int limit, long nowMillis) {
        boolean passes = meter.take(count, limit, nowMillis);
        return new Taken(passes, meter.minute(), meter.due(limit));
    }

    /** For whoever asks how many there were. */
    synchronized Taken untold(long nowMillis) {
        int untold = meter.untold(nowMillis);
        return new Taken(true, meter.minute(), untold);
    }

    synchronized int known(long nowMillis) {
        return meter.known(nowMillis);
    }

    synchronized void told(long minute, int total) {
        meter.told(minute, total);
    }
}
