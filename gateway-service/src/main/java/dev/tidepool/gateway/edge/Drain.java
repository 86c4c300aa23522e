package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.shutdown.Shutdown;
import dev.tidepool.kernel.net.Connections;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.http.HttpConnection;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Lets requests under way finish before the server stops. The framework's own graceful shutdown is off here: it counts a
 * WebSocket as a request that never ends, so a gateway that ever had one would always take the whole time.
 */
@Singleton
class Drain {

    private static final Logger LOG = Logger.getLogger(Drain.class);

    /** How many of the requests under way are named in the log. */
    private static final int TOLD = 10;

    private final DrainConfig config;
    private final Set<Work> active = ConcurrentHashMap.newKeySet();
    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile boolean draining;
    private volatile boolean noticed;

    /** A request under way. */
    interface Work {

        HttpConnection connection();

        /** Of its route. */
        String template();

        long nanosSoFar();
    }

    Drain(DrainConfig config, MeterRegistry metrics) {
        this.config = config;
        metrics.gauge("tidepool.requests.active", active, Set::size);
    }

    /** A request has come in. @return whether its connection should be closed after it */
    boolean enter(Work request) {
        active.add(request);
        return draining;
    }

    /** A request has been answered or its client is gone. */
    void leave(Work request) {
        active.remove(request);
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
            LOG.infof("event=draining requests=%d oldest=\"%s\"", active.size(), oldest());
        }
        if (!drained.await(config.drainTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warnf(
                    "event=drain_timed_out after_seconds=%d requests=%d oldest=\"%s\"",
                    config.drainTimeout().toSeconds(), active.size(), oldest());
            active.forEach(request -> Connections.cut(request.connection()));
        }
    }

    /** For whoever wonders what the process waits for. */
    private String oldest() {
        return active.stream()
                .sorted(Comparator.comparingLong(Work::nanosSoFar).reversed())
                .limit(TOLD)
                .map(request -> request.template() + " " + TimeUnit.NANOSECONDS.toSeconds(request.nanosSoFar()) + "s")
                .collect(Collectors.joining(", "));
    }

    private void giveNotice() throws InterruptedException {
        boolean ended = drained.await(config.notice().toMillis(), TimeUnit.MILLISECONDS);
        assert !ended : "nothing drains before the notice is given";
    }
}
