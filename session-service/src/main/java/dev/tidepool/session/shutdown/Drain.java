package dev.tidepool.session.shutdown;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Lets requests under way finish before the server stops. The framework's own graceful shutdown is off here: it counts a WebSocket
 * as a request that never ends, so an instance that ever had one would always take the whole time.
 */
@ApplicationScoped
public class Drain {

    /** Begin what takes time beside the waiting: sockets are sent away. */
    public static final int BEGIN = 10;

    /** Wait for requests and sockets. */
    public static final int AWAIT = 100;

    private static final Logger LOG = Logger.getLogger(Drain.class);

    /** Ahead of everything that may answer a request. */
    private static final int FIRST = 10_000;

    private final DrainConfig config;
    private final AtomicInteger active = new AtomicInteger();
    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile boolean draining;

    Drain(DrainConfig config) {
        this.config = config;
    }

    void install(@Observes Filters filters) {
        filters.register(this::count, FIRST);
    }

    private void count(RoutingContext routing) {
        if (isSocket(routing.request())) {
            routing.next();
            return;
        }
        active.incrementAndGet();
        routing.addEndHandler(ended -> leave());
        if (draining) {
            routing.response().putHeader(HttpHeaders.CONNECTION, "close");
        }
        routing.next();
    }

    private static boolean isSocket(HttpServerRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    }

    private void leave() {
        active.decrementAndGet();
        settle();
    }

    private void settle() {
        if (draining && active.get() == 0) {
            drained.countDown();
        }
    }

    /** Runs before the server stops listening, on the thread that stops the process. */
    void await(@Observes @Priority(AWAIT) ShutdownDelayInitiatedEvent stopping) throws InterruptedException {
        draining = true;
        settle();
        if (active.get() > 0) {
            LOG.infof("event=draining requests=%d", active.get());
        }
        if (!drained.await(config.drainTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warnf(
                    "event=drain_timed_out after_seconds=%d requests=%d",
                    config.drainTimeout().toSeconds(), active.get());
        }
    }
}
