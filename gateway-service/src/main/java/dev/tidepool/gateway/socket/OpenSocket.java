package dev.tidepool.gateway.socket;

import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.net.Connections;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client's WebSocket behind the limits that all sockets have: length and number of messages, liveness, the life of its
 * credential. Everything but the identity of its owner is touched on its own event loop only.
 */
public final class OpenSocket {

    private static final Buffer NOTHING = Buffer.buffer();

    /** For the close frame to leave, milliseconds; a client that reads nothing is not waited for any longer. */
    private static final long LINGER_MILLIS = 2_000;

    private final OpenSockets sockets;
    private final ServerWebSocket wire;
    private final HttpConnection connection;
    private final Context context;
    private final Inflow inflow;
    private SocketUse use = Unused.INSTANCE;
    private volatile @Nullable SocketOwner owner;
    private @Nullable SocketPlace place;
    private int unanswered;
    private long nextPing;
    private boolean told;
    private boolean paused;
    private int pausedTicks;
    private boolean ended;
    private final long openedAt = System.nanoTime();

    OpenSocket(OpenSockets sockets, ServerWebSocket wire, HttpConnection connection, Context context, long nextPing) {
        this.connection = connection;
        this.sockets = sockets;
        this.wire = wire;
        this.context = context;
        this.inflow = new Inflow(
                sockets.maxMessageBytes(), count -> sockets.mayReceive(this, count), frame -> use.cost(frame));
        this.nextPing = nextPing;
    }

    /** Begins to read. */
    void begin(SocketUse purpose) {
        use = purpose;
        wire.exceptionHandler(this::failed);
        wire.closeHandler(closed -> {
            sockets.gone(this);
            // A farewell is told of ahead of the frames that wait before it: it comes itself after them, as a frame.
            if (!paused || wire.closeStatusCode() == null) {
                end();
            }
        });
        wire.pongHandler(pong -> unanswered = 0);
        wire.frameHandler(this::receive);
    }

    /** Gives the socket to its owner, or to the same owner with a fresh credential. */
    public void belongsTo(SocketOwner newOwner) {
        owner = newOwner;
        told = false;
    }

    /** The credential stops at this time; the socket with it, if no other is shown before. */
    void credentialEnds(String credential, Instant at) {
        SocketOwner current = owner;
        if (current == null || !current.credential().equals(credential)) {
            return;
        }
        if (at.isAfter(Instant.now())) {
            owner = current.endingAt(at);
        } else {
            close(Close.REVOKED);
        }
    }

    /** Limits and all else that asks for the owner's tier go by this one from now on. */
    void tierChanges(OrganizationId organization, Tier tier) {
        SocketOwner current = owner;
        if (current != null
                && current.member().tier() != tier
                && current.member().organization().equals(organization)) {
            owner = current.of(tier);
        }
    }

    /** Gives the socket its place; its owner is known by now. */
    public void holds(SocketPlace newPlace) {
        if (ended) {
            newPlace.release();
        } else {
            place = newPlace;
            sockets.placed(this, newPlace);
        }
    }

    public Optional<SocketOwner> owner() {
        return Optional.ofNullable(owner);
    }

    SocketUse use() {
        return use;
    }

    /** Runs a step on the socket's event loop. */
    public void run(Runnable step) {
        context.runOnContext(ignored -> step.run());
    }

    public Future<Void> send(String text) {
        return ended ? Future.failedFuture("closed") : wire.writeTextMessage(text);
    }

    public Future<Void> send(WebSocketFrame frame) {
        return ended ? Future.failedFuture("closed") : wire.writeFrame(frame);
    }

    /** Whether what is sent now waits for the client to read. */
    public boolean isCongested() {
        return !ended && !wire.isClosed() && wire.writeQueueFull();
    }

    public void whenDrained(Runnable step) {
        if (!wire.isClosed()) {
            wire.drainHandler(drained -> step.run());
        }
    }

    public void pause() {
        paused = true;
        wire.pause();
    }

    public void resume() {
        paused = false;
        pausedTicks = 0;
        // It was not asked to answer meanwhile.
        unanswered = 0;
        wire.resume();
    }

    public void close(Close close) {
        close(close.code(), close.reason());
        sockets.countClosed(this, close);
    }

    /** The gateway stops. */
    void sendAway() {
        if (!ended) {
            use.stopping();
            close(Close.STOPPING);
        }
    }

    /** Closes with what a service said. */
    public void close(short code, String reason) {
        if (!ended && !wire.isClosed()) {
            sockets.lingers(this);
            wire.close(code, reason);
            context.owner().setTimer(LINGER_MILLIS, timer -> {
                cut();
                // Nobody is told of the end of a connection that was gone before.
                sockets.gone(this);
            });
        }
        end();
    }

    /** Without a farewell: it would wait, as all the rest does, for a client that does not read. */
    void cut() {
        Connections.cut(connection);
        use.cut();
    }

    /** The network layer closes the connection after this. */
    private void failed(Throwable failure) {
        if (failure instanceof CorruptedWebSocketFrameException corrupted && !wire.isClosed()) {
            Close close = new Close((short) corrupted.closeStatus().code(), "invalid_frame");
            wire.close(close.code(), close.reason());
            sockets.countClosed(this, close);
        }
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - openedAt);
    }

    /** What the client closed with, 1006 when the gateway did; null when the connection broke. */
    public @Nullable Short closeCode() {
        return wire.closeStatusCode();
    }

    public @Nullable String closeReason() {
        return wire.closeReason();
    }

    /** Looks at the clock: asks for a sign of life, and ends with the credential. */
    void tick(long now, Instant time, SocketConfig config) {
        if (ended) {
            return;
        }
        if (wire.isClosed() && !paused) {
            end();
            return;
        }
        SocketOwner current = owner;
        if (current != null && !time.isBefore(current.expiresAt())) {
            close(Close.EXPIRED);
        } else if (now - nextPing >= 0) {
            nextPing = now + config.pingInterval().toNanos();
            ping(config.unansweredPings());
        }
        if (!ended && current != null && !told && isNear(time, current.expiresAt(), config.expiryNotice())) {
            told = true;
            use.expiring(current.expiresAt());
        }
    }

    private static boolean isNear(Instant time, Instant end, Duration notice) {
        return !end.equals(Instant.MAX) && !time.plus(notice).isBefore(end);
    }

    private void ping(int allowed) {
        if (!use.probe(allowed) || (paused && ++pausedTicks > allowed)) {
            close(Close.STALLED);
        } else if (paused) {
            return;
        } else if (unanswered >= allowed) {
            close(Close.DEAD);
        } else {
            unanswered++;
            wire.writePing(NOTHING);
        }
    }

    private void receive(WebSocketFrame frame) {
        unanswered = 0;
        if (ended) {
            return;
        }
        if (frame.isClose()) {
            end();
            return;
        }
        if (frame.isPing() && isCongested()) {
            // The network layer has answered it. One who asks and does not read the answers would fill this process.
            close(Close.LAGGED);
            cut();
        } else if (frame.isPing() || frame.isText() || frame.isBinary() || frame.isContinuation()) {
            heed(frame);
        }
    }

    private void heed(WebSocketFrame frame) {
        switch (inflow.of(frame, owner != null)) {
            case PASS -> use.frame(frame);
            case DROP -> {}
            case REFUSE -> use.refused(SocketLimits.untilNextMinute());
            case TOO_BIG -> close(Close.TOO_BIG);
            case FLOOD -> flooded();
        }
    }

    private void flooded() {
        close(Close.FLOOD);
        // Nothing more is read, not even to be answered by the network layer.
        wire.pause();
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        if (place != null) {
            place.release();
        }
        sockets.closed(this);
        use.closed();
    }
}
