package dev.tidepool.gateway.socket;

import java.util.HashSet;
import java.util.Set;

/** One organisation's sockets on this gateway: those open and those about to be. Guarded by itself. */
final class OrganizationSockets {

    private final MessageMeter meter;
    private final Set<Long> sockets = new HashSet<>();

    OrganizationSockets(MessageMeter meter) {
        this.meter = meter;
    }

    synchronized boolean add(long socket, int connections) {
        return sockets.size() < connections && sockets.add(socket);
    }

    /** @return whether none is left */
    synchronized boolean remove(long socket) {
        sockets.remove(socket);
        return sockets.isEmpty();
    }

    synchronized Set<Long> sockets() {
        return Set.copyOf(sockets);
    }

    /** What came of one message. {@code report} is how many to tell the other gateways of, mostly 0. */
    record Taken(boolean passes, long minute, int report) {}

    synchronized Taken take(long nowMillis) {
        boolean passes = meter.take(nowMillis);
        return new Taken(passes, meter.minute(), meter.due());
    }

    synchronized void told(long minute, int total) {
        meter.told(minute, total);
    }
}
