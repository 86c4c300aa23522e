package dev.tidepool.session.shutdown;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Work that is done to its end although nobody may wait for it any more: what is stored of an answer whose reader went away. The
 * process stops after it.
 */
@ApplicationScoped
public class LastingWork {

    private static final Logger LOG = Logger.getLogger(LastingWork.class);

    /** The server is closed by then, and the database is not. */
    private static final int AFTER_THE_SERVER = 900;

    private final DrainConfig config;
    private int underWay;

    LastingWork(DrainConfig config) {
        this.config = config;
    }

    /** The work's outcome. It begins with the subscription; cancelling that ends the waiting and not the work. */
    public <T> Uni<T> toItsEnd(Uni<T> work) {
        return Uni.createFrom().emitter(waiting -> {
            begun();
            work.onTermination().invoke(this::ended).subscribe().with(waiting::complete, waiting::fail);
        });
    }

    private synchronized void begun() {
        underWay++;
    }

    private synchronized void ended() {
        underWay--;
        notifyAll();
    }

    synchronized void await(@Observes @Priority(AFTER_THE_SERVER) ShutdownEvent stopping) throws InterruptedException {
        long until = System.nanoTime() + config.lastingTimeout().toNanos();
        for (long left = until - System.nanoTime(); underWay > 0 && left > 0; left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        if (underWay > 0) {
            LOG.warnf("event=work_broken_off count=%d", underWay);
        }
    }
}
