package dev.tidepool.session.browser;

import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventSubscriber;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.session.SessionService;
import dev.tidepool.session.session.SessionState;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/** Closes browsers whose time is over: nobody uses them, or their session has ended. */
@ApplicationScoped
class BrowserSweep {

    private static final Set<String> ENDS = Set.of("session:closed", "session:expired", "session:deleted");

    private final Browsers browsers;
    private final SessionService sessions;
    private final EventSubscriber subscriber;

    BrowserSweep(Browsers browsers, SessionService sessions, EventSubscriber subscriber) {
        this.browsers = browsers;
        this.sessions = sessions;
        this.subscriber = subscriber;
    }

    void listen(@Observes StartupEvent event) {
        subscriber.subscribe(Channels.ofService("session"), this::received);
    }

    private void received(Event event) {
        if (ENDS.contains(event.type())) {
            browsers.close(SessionId.fromString(event.data().getString("sessionId")), CloseReason.SESSION_ENDED);
        }
    }

    /** The sessions are asked too: an event may be lost. */
    @Scheduled(
            every = "${tidepool.browser.sweep-every:5s}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        long now = System.nanoTime();
        browsers.all()
                .forEach(each -> each.browser().dueFor(now).ifPresent(due -> browsers.close(each.browser(), due)));
        return Multi.createFrom()
                .iterable(browsers.all())
                .onItem()
                .transformToUniAndConcatenate(this::closeIfEnded)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> closeIfEnded(Browsers.Place.Used used) {
        return sessions.find(used.organization(), used.browser().session())
                .map(session -> session.state() instanceof SessionState.Ended)
                .onFailure(Problem.class)
                .recoverWithItem(true)
                .invoke(ended -> {
                    if (ended) {
                        browsers.close(used.browser(), CloseReason.SESSION_ENDED);
                    }
                })
                .replaceWithVoid();
    }
}
