package dev.tidepool.gateway.socket;

import dev.tidepool.gateway.shutdown.Shutdown;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sends the sockets away when the process is told to stop, each at a random time within the spread, so that their clients do not all
 * come to the next gateway at once.
 */
@ApplicationScoped
class SocketShutdown {

    private static final Logger LOG = Logger.getLogger(SocketShutdown.class);

    /** For clients to answer the last close frames. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final long CHECK_MILLIS = 20;

    private final OpenSockets sockets;
    private final Duration spread;
    private final Vertx vertx;
    private final CountDownLatch done = new CountDownLatch(1);

    SocketShutdown(OpenSockets sockets, SocketConfig config, Vertx vertx) {
        this.sockets = sockets;
        this.spread = config.shutdownSpread();
        this.vertx = vertx;
    }

    /** Readiness is down already. */
    void begin(@Observes @Priority(Shutdown.BEGIN) ShutdownDelayInitiatedEvent stopping) {
        Set<OpenSocket> open = sockets.stop();
        if (!open.isEmpty()) {
            LOG.infof("event=closing_sockets sockets=%d spread_ms=%d", open.size(), spread.toMillis());
        }
        open.forEach(this::closeSometime);
        long deadline = System.nanoTime() + spread.plus(GRACE).toNanos();
        vertx.setPeriodic(CHECK_MILLIS, timer -> endWhenGone(timer, deadline));
    }

    /** A client that does not read never takes its farewell; it must not keep the process from ending. */
    private void endWhenGone(long timer, long deadline) {
        if (sockets.areAllGone() || System.nanoTime() - deadline > 0) {
            vertx.cancelTimer(timer);
            int broken = sockets.cut();
            LOG.infof("event=sockets_closed broken_off=%d", broken);
            done.countDown();
        }
    }

    private void closeSometime(OpenSocket socket) {
        long delay = 1 + ThreadLocalRandom.current().nextLong(Math.max(1, spread.toMillis()));
        vertx.setTimer(delay, timer -> socket.run(socket::sendAway));
    }

    /** Runs before the server stops, on the thread that stops the process. */
    void await(@Observes @Priority(Shutdown.AWAIT) ShutdownDelayInitiatedEvent stopping) throws InterruptedException {
        if (!done.await(spread.plus(GRACE).toMillis() + 2000, TimeUnit.MILLISECONDS)) {
            LOG.warn("event=sockets_still_open");
        }
    }
}
