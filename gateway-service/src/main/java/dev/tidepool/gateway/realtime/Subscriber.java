package dev.tidepool.gateway.realtime;

import dev.tidepool.kernel.id.OrganizationId;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One socket: what it listens to, and a bounded buffer in front of it. A socket that does not read fills the buffer and is
 * closed, so that it costs nobody else anything.
 */
final class Subscriber {

    /** Try again later (RFC 6455 registry). */
    static final int LAGGED = 1013;

    private final OrganizationId organization;
    private final Transport transport;
    private final int capacity;
    private final Set<Room> rooms = ConcurrentHashMap.newKeySet();
    private final Queue<String> waiting = new ArrayDeque<>();
    private boolean sending;
    private boolean closed;

    Subscriber(OrganizationId organization, Transport transport, int capacity) {
        this.organization = organization;
        this.transport = transport;
        this.capacity = capacity;
    }

    OrganizationId organization() {
        return organization;
    }

    Set<Room> rooms() {
        return rooms;
    }

    /** Sends the text after those before it. @return false when this text made the buffer overflow and the socket close */
    boolean offer(String text) {
        synchronized (this) {
            if (closed) {
                return true;
            }
            if (waiting.size() < capacity) {
                waiting.add(text);
                if (sending) {
                    return true;
                }
                sending = true;
            } else {
                closed = true;
                waiting.clear();
            }
        }
        if (isClosed()) {
            lag();
            return false;
        }
        sendNext();
        return true;
    }

    synchronized void markClosed() {
        closed = true;
        waiting.clear();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** The notice may never be read; the close ends the connection all the same. */
    private void lag() {
        transport
                .send(ServerMessage.error("lagged", "You read too slowly and missed events. Connect again."))
                .subscribe()
                .with(sent -> {}, failure -> {});
        transport.close(LAGGED, "lagged");
    }

    private void sendNext() {
        String next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                sending = false;
                return;
            }
        }
        transport.send(next).subscribe().with(sent -> sendNext(), failure -> markClosed());
    }
}
