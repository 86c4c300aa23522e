package dev.tidepool.gateway.realtime;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OpenConnections;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Sends every socket away when the process is told to stop: an open socket would otherwise hold up the stop. */
@ApplicationScoped
class RealtimeShutdown {

    /** Service restart (RFC 6455 registry): the client may connect again at once. */
    private static final CloseReason RESTART = new CloseReason(1012, "server.shutdown");

    private final OpenConnections connections;

    RealtimeShutdown(OpenConnections connections) {
        this.connections = connections;
    }

    void begin(@Observes ShutdownDelayInitiatedEvent stopping) {
        connections.forEach(connection -> connection.close(RESTART).subscribe().with(closed -> {}, failure -> {}));
    }
}
