package dev.tidepool.session.socket;

import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;

/**
 * What goes out to one client: at once while it reads. An answer's parts wait while it does not, up to a limit; beyond it they
 * are left out, and the answer's end says so. Confined to the socket's event loop.
 */
final class Outflow {

    private final ServerWebSocket wire;
    private final int maxWaitingCharacters;
    private final Queue<String> waiting = new ArrayDeque<>(0);
    private int waitingCharacters;
    private boolean leftOut;

    Outflow(ServerWebSocket wire, int maxWaitingCharacters) {
        this.wire = wire;
        this.maxWaitingCharacters = maxWaitingCharacters;
    }

    /** Whether what is sent now waits for the client to read. */
    boolean isFull() {
        return wire.writeQueueFull();
    }

    /** Sends what is bounded by other means: by pages, or because nothing more is read from who does not read. */
    void send(String text) {
        wire.writeTextMessage(text);
    }

    /** Sends a part of an answer, or keeps it for later. */
    void stream(String text) {
        if (waiting.isEmpty() && !isFull()) {
            send(text);
        } else if (waitingCharacters + text.length() <= maxWaitingCharacters) {
            keep(text);
        } else {
            leftOut = true;
        }
    }

    /** Sends an answer's end after its parts. */
    void end(Function<Boolean, String> text) {
        String end = text.apply(!leftOut);
        leftOut = false;
        if (waiting.isEmpty()) {
            send(end);
        } else {
            keep(end);
        }
    }

    /** The client has read. */
    void drained() {
        while (!waiting.isEmpty() && !isFull()) {
            String next = waiting.remove();
            waitingCharacters -= next.length();
            send(next);
        }
    }

    private void keep(String text) {
        waiting.add(text);
        waitingCharacters += text.length();
    }
}
