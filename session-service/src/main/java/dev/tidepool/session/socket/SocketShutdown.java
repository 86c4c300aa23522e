package dev.tidepool.session.socket;

import dev.tidepool.session.shutdown.Drain;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Sends the sockets away before the server stops, and ends their answers: what there is of them is stored. */
@ApplicationScoped
class SocketShutdown {

    private static final Logger LOG = Logger.getLogger(SocketShutdown.class);

    /** A peer that does not read is broken off after two seconds. */
    private static final Duration LIMIT = Duration.ofSeconds(4);

    private final Answers answers;
    private final SocketHub hub;

    SocketShutdown(Answers answers, SocketHub hub) {
        this.answers = answers;
        this.hub = hub;
    }

    void begin(@Observes @Priority(Drain.BEGIN) ShutdownDelayInitiatedEvent stopping) {
        answers.stopAll();
        hub.stop();
    }

    void await(@Observes @Priority(Drain.AWAIT) ShutdownDelayInitiatedEvent stopping) throws InterruptedException {
        if (!hub.awaitEmpty(LIMIT)) {
            LOG.warn("event=sockets_still_open");
        }
    }
}
