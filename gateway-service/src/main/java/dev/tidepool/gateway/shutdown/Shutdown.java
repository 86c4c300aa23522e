package dev.tidepool.gateway.shutdown;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * The process is told to stop. All that has to happen before the server closes happens while the framework announces the stop
 * ({@link ShutdownDelayInitiatedEvent}), in the order of these priorities: when it fires ShutdownEvent the server is closed
 * already.
 */
@Singleton
public class Shutdown {

    /** The flag is up before anything else happens. */
    private static final int FIRST = 1;

    /** Begin what takes time beside the waiting: sockets are sent away. */
    public static final int BEGIN = 10;

    /** Wait for requests and sockets. */
    public static final int AWAIT = 100;

    private volatile boolean begun;

    void begin(@Observes @Priority(FIRST) ShutdownDelayInitiatedEvent stopping) {
        begun = true;
    }

    public boolean isBegun() {
        return begun;
    }
}
