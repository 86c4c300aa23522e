package dev.tidepool.gateway.edge;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Lets requests under way finish before the server stops. The framework's own graceful shutdown is off here: it counts a
 * WebSocket as a request that never ends, so a gateway that ever had one would always take the whole time.
 */
@Singleton
class Drain {

    private static final Logger LOG = Logger.getLogger(Drain.class);

    private final Duration limit;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final AtomicInteger active = new AtomicInteger();
    private volatile boolean draining;

    Drain(@ConfigProperty(name = "tidepool.edge.drain-timeout", defaultValue = "30s") Duration limit) {
        this.limit = limit;
    }

    /** A request has come in. @return whether its connection should be closed after it */
    boolean enter() {
        active.incrementAndGet();
        return draining;
    }

    /** A request has been answered or its client is gone. */
    void leave() {
        if (active.decrementAndGet() == 0) {
            settle();
        }
    }

    int begin() {
        draining = true;
        settle();
        return active.get();
    }

    private void settle() {
        if (draining && active.get() == 0) {
            drained.complete(null);
        }
    }

    /** Runs before the server stops listening, on the thread that stops the process. */
    void await(@Observes ShutdownEvent stopping) {
        int under = begin();
        if (under > 0) {
            LOG.infof("event=draining requests=%d", under);
        }
        try {
            drained.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            LOG.warnf("event=drain_timed_out after_seconds=%d", limit.toSeconds());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
