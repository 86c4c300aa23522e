package dev.tidepool.gateway.realtime;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A bounded buffer in front of one socket. A socket that does not read fills it and is closed, so that it costs nobody else
 * anything. Confined to the socket's event loop.
 */
final class Subscriber {

    private final Transport transport;
    private final int maxMessages;
    private final long maxCharacters;
    private final Queue<String> waiting = new ArrayDeque<>(0);
    private final Queue<Runnable> whenEmpty = new ArrayDeque<>(0);
    private long characters;
    private boolean closed;

    Subscriber(Transport transport, RealtimeConfig.Buffer limits) {
        this.transport = transport;
        this.maxMessages = limits.messages();
        this.maxCharacters = limits.characters();
    }

    /** Sends the text after those before it. @return false when this text made the buffer overflow and the socket close */
    boolean offer(String text) {
        if (closed) {
            return true;
        }
        if (isIdle()) {
            transport.send(text);
            return true;
        }
        if (waiting.size() >= maxMessages || characters + text.length() > maxCharacters) {
            overflow();
            return false;
        }
        waiting.add(text);
        characters += text.length();
        awaitDrain();
        return true;
    }

    /** Runs the step when nothing waits any more: at once, or after the client has read. Never once it is closed. */
    void whenEmpty(Runnable step) {
        if (isIdle()) {
            step.run();
        } else if (!closed) {
            whenEmpty.add(step);
            awaitDrain();
        }
    }

    void markClosed() {
        closed = true;
        waiting.clear();
        whenEmpty.clear();
    }

    private void overflow() {
        markClosed();
        transport.send(ServerMessage.error("lagged", "You read too slowly and missed events. Connect again."));
        transport.lag();
    }

    private void awaitDrain() {
        transport.whenDrained(this::drain);
    }

    private void drain() {
        while (!closed && !transport.isCongested()) {
            String next = waiting.poll();
            if (next == null) {
                break;
            }
            characters -= next.length();
            transport.send(next);
        }
        while (isIdle() && !whenEmpty.isEmpty()) {
            whenEmpty.remove().run();
        }
        if (!closed && (!waiting.isEmpty() || !whenEmpty.isEmpty())) {
            awaitDrain();
        }
    }

    /** Whether what is sent now goes to the network at once. */
    boolean isIdle() {
        return !closed && waiting.isEmpty() && !transport.isCongested();
    }
}
