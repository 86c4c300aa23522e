package dev.tidepool.session.socket;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventListener;
import dev.tidepool.kernel.event.EventSubscriber;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.session.SessionId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of this instance by session. Redis says when one has something to read; where it does not come through, the
 * database is asked how far the sessions have come.
 */
@ApplicationScoped
class SocketHub implements EventListener {

    private static final Logger LOG = Logger.getLogger(SocketHub.class);
    private static final String ROOM = "session:";

    /**
     * Told of many sessions at once, and so not kept for each: whoever was away sees it by the session itself. That a session's time
     * is up its sockets find out before they close.
     */
    private static final String NOT_KEPT = "session:idle";

    private final Map<SessionId, Set<SessionSocket>> sockets = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final EventSubscriber subscriber;
    private final EventRepository events;
    private final SocketConfig config;
    private final String channel;
    private final CountDownLatch empty = new CountDownLatch(1);
    private volatile boolean isHearing;
    private volatile boolean stopping;
    private long checkedAt;

    SocketHub(
            EventSubscriber subscriber,
            EventRepository events,
            SocketConfig config,
            MeterRegistry metrics,
            @ConfigProperty(name = "tidepool.service") String service) {
        this.subscriber = subscriber;
        this.events = events;
        this.config = config;
        this.channel = Channels.ofService(service);
        metrics.gauge("tidepool.session.sockets", open);
    }

    void listen(@Observes StartupEvent started) {
        subscriber.subscribe(channel, this);
    }

    /** Whether another socket may be opened. */
    boolean hasRoom() {
        return !stopping && open.get() < config.maxSockets();
    }

    void add(SessionSocket socket) {
        sockets.compute(socket.place().session(), (session, present) -> {
            Set<SessionSocket> all = present == null ? ConcurrentHashMap.newKeySet(2) : present;
            all.add(socket);
            return all;
        });
        open.incrementAndGet();
        if (stopping) {
            // The others were told before this one was among them.
            socket.run(() -> socket.close(SocketClose.SERVER_SHUTDOWN));
        }
    }

    void remove(SessionSocket socket) {
        sockets.computeIfPresent(socket.place().session(), (session, present) -> {
            if (present.remove(socket)) {
                open.decrementAndGet();
            }
            return present.isEmpty() ? null : present;
        });
        settle();
    }

    private void settle() {
        if (stopping && open.get() == 0) {
            empty.countDown();
        }
    }

    /** Something was stored in the session. */
    void wake(SessionId session) {
        each(session, SessionSocket::wake);
    }

    @Override
    public void received(Event event, long position) {
        event.rooms().stream().flatMap(room -> sessionOf(room).stream()).forEach(session -> {
            if (event.type().equals(NOT_KEPT)) {
                each(session, socket -> socket.run(() -> socket.tell(ServerMessage.passing(event))));
            }
            wake(session);
        });
    }

    private static Optional<SessionId> sessionOf(String room) {
        try {
            return room.startsWith(ROOM)
                    ? Optional.of(SessionId.fromString(room.substring(ROOM.length())))
                    : Optional.empty();
        } catch (Problem namesNone) {
            return Optional.empty();
        }
    }

    @Override
    public void interrupted() {
        isHearing = false;
    }

    @Override
    public void resumed() {
        isHearing = true;
        sockets.keySet().forEach(this::wake);
    }

    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        long now = System.nanoTime();
        sockets.values().forEach(present -> present.forEach(socket -> socket.run(() -> socket.tick(now))));
        Duration interval = isHearing ? config.recheck() : Duration.ZERO;
        if (sockets.isEmpty() || now - checkedAt < interval.toNanos()) {
            return Uni.createFrom().voidItem();
        }
        checkedAt = now;
        return check(List.copyOf(sockets.keySet()));
    }

    private Uni<Void> check(List<SessionId> sessions) {
        return events.heads(sessions, DatabaseTime.now())
                .invoke(heads -> wakeThoseBehind(sessions, heads))
                .onFailure()
                .invoke(failure -> LOG.warnf("event=sockets_not_checked reason=%s", failure.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void wakeThoseBehind(List<SessionId> sessions, List<EventRepository.Head> heads) {
        Map<SessionId, EventRepository.Head> found =
                heads.stream().collect(Collectors.toMap(EventRepository.Head::session, Function.identity()));
        sessions.forEach(session -> {
            EventRepository.@Nullable Head head = found.get(session);
            each(session, socket -> {
                if (head == null) {
                    socket.wake();
                } else {
                    socket.wakeIfBehind(head);
                }
            });
        });
    }

    private void each(SessionId session, Consumer<SessionSocket> step) {
        sockets.getOrDefault(session, Set.of()).forEach(step);
    }

    /** Takes no more sockets, and sends all away. */
    void stop() {
        stopping = true;
        if (open.get() > 0) {
            LOG.infof("event=closing_sockets sockets=%d", open.get());
        }
        sockets.values()
                .forEach(present ->
                        present.forEach(socket -> socket.run(() -> socket.close(SocketClose.SERVER_SHUTDOWN))));
        settle();
    }

    /** Waits until the last socket is gone, for the thread that stops the process. */
    boolean awaitEmpty(Duration limit) throws InterruptedException {
        return empty.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
