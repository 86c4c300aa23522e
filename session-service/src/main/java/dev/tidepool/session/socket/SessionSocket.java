package dev.tidepool.session.socket;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.session.SessionState;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * One client in a session. It is sent what the session's log holds after its position, page by page as it reads: a client that is
 * slow waits in the database, not in memory. Of its own messages one is handled at a time. Confined to its event loop.
 */
final class SessionSocket {

    private static final Logger LOG = Logger.getLogger(SessionSocket.class);
    private static final Buffer NOTHING = Buffer.buffer();

    /** For the close frame to leave; a peer that reads nothing is not waited for any longer. */
    private static final long LINGER_MILLIS = 2_000;

    private final ServerWebSocket wire;
    private final HttpConnection connection;
    private final Context context;
    private final SocketPlace place;
    private final EventLog log;
    private final SocketConfig config;
    private final SocketMetrics metrics;
    private final Outflow out;
    private long position;
    private long known;
    private boolean reading;
    private boolean isBehind;
    private boolean inputWaits;
    private boolean ended;
    private boolean isOver;
    private Runnable gone = () -> {};
    private int unanswered;
    private long nextPing;
    private long fullSince;

    SessionSocket(
            ServerWebSocket wire,
            HttpConnection connection,
            Context context,
            SocketPlace place,
            EventLog log,
            SocketConfig config,
            SocketMetrics metrics) {
        this.wire = wire;
        this.connection = connection;
        this.context = context;
        this.place = place;
        this.log = log;
        this.config = config;
        this.metrics = metrics;
        this.out = new Outflow(wire, config.maxWaitingCharacters());
        this.nextPing = System.nanoTime() + config.pingInterval().toNanos();
    }

    SocketPlace place() {
        return place;
    }

    /** Runs a step on the socket's event loop. */
    void run(Runnable step) {
        context.runOnContext(ignored -> step.run());
    }

    /**
     * Begins to read from the client and to send what comes after a position.
     *
     * @param last the place of the session's last event
     * @param whenGone runs once, when the connection is over
     */
    void begin(long from, long last, Consumer<String> receive, Runnable whenGone) {
        gone = whenGone;
        position = from;
        known = last;
        wire.exceptionHandler(failure -> {});
        wire.pongHandler(pong -> unanswered = 0);
        wire.drainHandler(drained -> drained());
        wire.closeHandler(closed -> over());
        wire.textMessageHandler(text -> {
            wire.pause();
            receive.accept(text);
        });
        wire.binaryMessageHandler(bytes -> {
            wire.pause();
            tell(ServerMessage.error(
                    Optional.empty(), Problem.of(SocketError.INVALID_MESSAGE, "Send text, not bytes.")));
            next();
        });
        tell(ServerMessage.connected(place.session().toString(), from));
        readOn();
    }

    private void over() {
        ended = true;
        if (!isOver) {
            isOver = true;
            gone.run();
        }
    }

    /** There may be more in the log. */
    void wake() {
        run(this::readOn);
    }

    /** The session has come this far. */
    void wakeIfBehind(EventRepository.Head head) {
        run(() -> {
            if (head.hasEnded() || head.sequence() > position) {
                readOn();
            }
        });
    }

    /** The client's message is handled: the next one may come, unless the client does not read what it is told. */
    void next() {
        if (ended) {
            return;
        }
        if (out.isFull()) {
            inputWaits = true;
        } else {
            unanswered = 0;
            wire.resume();
        }
    }

    /** Tells the client something that is not kept. */
    void tell(String text) {
        if (!ended) {
            out.send(text);
        }
    }

    void stream(String text) {
        if (!ended) {
            out.stream(text);
        }
    }

    void streamEnds(Optional<String> ref) {
        if (!ended) {
            out.end(complete -> ServerMessage.answered(ref, complete));
        }
    }

    private void readOn() {
        isBehind = true;
        if (reading || ended || out.isFull()) {
            return;
        }
        isBehind = false;
        reading = true;
        log.after(place.member().organization(), place.session(), position)
                .subscribe()
                .with(page -> run(() -> take(page)), failure -> run(() -> readingFailed(failure)));
    }

    private void take(EventPage page) {
        reading = false;
        if (ended) {
            return;
        }
        page.events().forEach(this::send);
        if (page.events().isEmpty() && position < known) {
            tell(ServerMessage.gap(position + 1, known));
            position = known;
        }
        boolean mayEnd = page.events().stream().anyMatch(event -> event.type().equals(LoggedEvent.SESSION_CLOSED));
        if (!page.isLast() || isBehind || mayEnd) {
            readOn();
        } else if (page.session().state() instanceof SessionState.Ended end) {
            end(end);
        }
    }

    /** Time ends a session without an event in its log: whoever is there is told all the same, by whatever woke him. */
    private void end(SessionState.Ended end) {
        switch (end) {
            case SessionState.Closed closed -> {}
            case SessionState.Expired expired ->
                tell(ServerMessage.expired(place.session().toString(), expired.endedAt()));
        }
        close(SocketClose.of(end));
    }

    private void send(LoggedEvent event) {
        if (event.sequence() > position + 1) {
            tell(ServerMessage.gap(position + 1, event.sequence() - 1));
        }
        position = event.sequence();
        tell(ServerMessage.event(event));
        metrics.sent();
    }

    /** It is tried again with the next tick. */
    private void readingFailed(Throwable failure) {
        reading = false;
        if (failure instanceof Problem problem && problem.status() == 404) {
            close(SocketClose.SESSION_DELETED);
        } else {
            isBehind = true;
            LOG.warnf("event=socket_reading_failed session=%s reason=%s", place.session(), failure.toString());
        }
    }

    private void drained() {
        out.drained();
        if (out.isFull()) {
            return;
        }
        if (inputWaits) {
            inputWaits = false;
            next();
        }
        if (isBehind) {
            readOn();
        }
    }

    /** Looks at the clock. */
    void tick(long now) {
        if (wire.isClosed()) {
            // Of a client that left during its handshake nothing else tells.
            over();
        }
        if (ended) {
            return;
        }
        if (isBehind) {
            readOn();
        }
        if (!out.isFull()) {
            fullSince = 0;
        } else if (fullSince == 0) {
            fullSince = now;
        } else if (now - fullSince > config.patience().toNanos()) {
            close(SocketClose.LAGGED);
            return;
        }
        if (now - nextPing >= 0) {
            nextPing = now + config.pingInterval().toNanos();
            ping();
        }
    }

    /** A peer that does not read cannot be seen to answer. */
    private void ping() {
        if (out.isFull() || inputWaits) {
            return;
        }
        if (unanswered >= config.unansweredPings()) {
            close(SocketClose.NO_PONG);
        } else {
            unanswered++;
            wire.writePing(NOTHING);
        }
    }

    void close(SocketClose why) {
        if (ended) {
            return;
        }
        ended = true;
        metrics.closed(why);
        LOG.infof("event=socket_sent_away session=%s reason=%s", place.session(), why.reason());
        // What waits to be read is let go: the farewell is to come through.
        wire.resume();
        wire.close(why.code(), why.reason());
        context.owner().setTimer(LINGER_MILLIS, timer -> connection.close());
    }
}
