package dev.tidepool.gateway.socket;

import dev.tidepool.gateway.standing.PresentCredentials;
import dev.tidepool.kernel.caller.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Asks what open sockets' credentials are worth: now and then, since an announcement of their end may have been lost with Redis,
 * and when one may have come too early to find the socket.
 */
@ApplicationScoped
class SocketRecheck {

    private static final Logger LOG = Logger.getLogger(SocketRecheck.class);

    private final OpenSockets sockets;
    private final PresentCredentials credentials;
    private final SocketConfig config;
    private final Vertx vertx;
    private final MeterRegistry metrics;

    SocketRecheck(
            OpenSockets sockets,
            PresentCredentials credentials,
            SocketConfig config,
            Vertx vertx,
            MeterRegistry metrics) {
        this.sockets = sockets;
        this.credentials = credentials;
        this.config = config;
        this.vertx = vertx;
        this.metrics = metrics;
    }

    void begin(@Observes StartupEvent started) {
        vertx.setPeriodic(config.recheckInterval().toMillis(), timer -> recheckAll());
    }

    void doubt(@Observes DoubtfulOwner doubtful) {
        metrics.counter("tidepool.socket.doubts").increment();
        recheck(doubtful.owner());
    }

    private void recheckAll() {
        Set<String> asked = new HashSet<>();
        sockets.owners().filter(owner -> asked.add(owner.credential())).forEach(this::recheckSometime);
    }

    /** All at once would keep log-ins waiting for the database. */
    private void recheckSometime(SocketOwner owner) {
        long delay =
                ThreadLocalRandom.current().nextLong(config.recheckInterval().toMillis());
        vertx.setTimer(1 + delay, timer -> recheck(owner));
    }

    private void recheck(SocketOwner owner) {
        credentials
                .of(owner.credential(), owner.member())
                .onSuccess(present -> settle(owner.credential(), present))
                .onFailure(failure -> LOG.debugf("event=socket_not_rechecked reason=%s", failure.toString()));
    }

    private void settle(String credential, Optional<PresentCredentials.Present> present) {
        if (present.isEmpty()) {
            sockets.forEach(socket -> socket.credentialEnds(credential, Instant.now()));
        } else {
            Caller.Member member = present.get().member();
            closeOthers(credential, member);
            sockets.forEach(socket -> socket.tierChanges(member.organization(), member.tier()));
        }
    }

    /** Closes the credential's sockets that were opened when it had other rights. */
    private void closeOthers(String credential, Caller.Member present) {
        sockets.forEach(socket -> socket.owner()
                .filter(owner -> owner.credential().equals(credential) && !owner.mayAs(present))
                .ifPresent(owner -> socket.close(Close.CHANGED)));
    }
}
