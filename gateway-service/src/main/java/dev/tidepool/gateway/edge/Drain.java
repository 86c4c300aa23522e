package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.reply.Connections;
import dev.tidepool.gateway.shutdown.Shutdown;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.http.HttpConnection;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Lets requests under way finish before the server stops. The framework's own graceful shutdown is off here: it counts a
 * WebSocket as a request that never ends, so a gateway that ever had one would always take the whole time.
 */
@Singleton
class Drain {

    private static final Logger LOG = Logger.getLogger(Drain.class);

    private final DrainConfig config;
    private final Set<HttpConnection> active = ConcurrentHashMap.newKeySet();
    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile boolean draining;
    private volatile boolean noticed;

    Drain(DrainConfig config) {
        this.config = config;
    }

    /** A request has come in; a connection has one at a time. @return whether it should be closed after it */
    boolean enter(HttpConnection connection) {
        active.add(connection);
        return draining;
    }

    /** A request has been answered or its client is gone. */
    void leave(HttpConnection connection) {
        active.remove(connection);
        settle();
    }

    private void settle() {
        if (noticed && active.isEmpty()) {
            drained.countDown();
        }
    }

    /** Runs before the server stops listening, on the thread that stops the process. */
    void await(@Observes @Priority(Shutdown.AWAIT) ShutdownDelayInitiatedEvent stopping) throws InterruptedException {
        draining = true;
        // Whoever looks at readiness sees it now, and sends nothing more; until then requests still come.
        giveNotice();
        noticed = true;
        settle();
        if (!active.isEmpty()) {
            LOG.infof("event=draining requests=%d", active.size());
        }
        if (!drained.await(config.drainTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warnf(
                    "event=drain_timed_out after_seconds=%d requests=%d",
                    config.drainTimeout().toSeconds(), active.size());
            active.forEach(Connections::cut);
        }
    }

    private void giveNotice() throws InterruptedException {
        boolean ended = drained.await(config.notice().toMillis(), TimeUnit.MILLISECONDS);
        assert !ended : "nothing drains before the notice is given";
    }
}
