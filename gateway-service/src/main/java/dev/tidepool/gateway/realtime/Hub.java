package dev.tidepool.gateway.realtime;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventListener;
import dev.tidepool.kernel.event.EventSubscriber;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Rooms and who listens in them. An event goes to each of its rooms; the room tells who of its members sees it. */
@Singleton
class Hub implements EventListener {

    private static final Logger LOG = Logger.getLogger(Hub.class);

    /** Redis's clock, which makes the positions, may be behind ours. */
    private static final long SKEW_MILLIS = 1000;

    private final EventSubscriber events;
    private final ReplayRepository replays;
    private final MeterRegistry metrics;
    private final ConcurrentMap<String, Set<Membership>> rooms = new ConcurrentHashMap<>();
    private final AtomicInteger subscribers = new AtomicInteger();
    private final AtomicInteger interruptions = new AtomicInteger();
    private final AtomicLong lastPosition = new AtomicLong();

    Hub(EventSubscriber events, ReplayRepository replays, MeterRegistry metrics) {
        this.events = events;
        this.replays = replays;
        this.metrics = metrics;
        metrics.gauge("tidepool.realtime.rooms", rooms, Map::size);
        metrics.gauge("tidepool.realtime.subscribers", subscribers);
    }

    void begin(@Observes StartupEvent started) {
        events.subscribe(Channels.ALL, this);
    }

    void add(Membership membership) {
        subscribers.incrementAndGet();
        // Within compute, so that an emptied room cannot be removed in between.
        rooms.compute(membership.room().name(), (name, present) -> {
            Set<Membership> members = present == null ? ConcurrentHashMap.newKeySet(2) : present;
            members.add(membership);
            return members;
        });
    }

    void remove(Membership membership) {
        membership.leave();
        rooms.computeIfPresent(membership.room().name(), (name, members) -> {
            if (members.remove(membership)) {
                subscribers.decrementAndGet();
            }
            return members.isEmpty() ? null : members;
        });
    }

    @Override
    public void received(Event event, long position) {
        if (position > 0) {
            lastPosition.set(position);
        }
        for (String name : event.rooms()) {
            Set<Membership> members = rooms.getOrDefault(name, Set.of());
            if (!members.isEmpty()) {
                Room.of(name).ifPresent(room -> deliver(Delivery.of(room, event, position), members));
            }
        }
    }

    @Override
    public void interrupted() {
        interruptions.incrementAndGet();
    }

    @Override
    public void resumed() {
        rooms.values().forEach(members -> members.forEach(member -> member.run(member::catchUpIfInterrupted)));
    }

    /** How often this gateway was cut off from events. */
    int interruptions() {
        return interruptions.get();
    }

    /** Where a listener begins who has missed nothing yet: above all events that came so far. */
    long now() {
        long last = lastPosition.get();
        return last > 0 ? last : (System.currentTimeMillis() - SKEW_MILLIS) * 1000;
    }

    ReplayRepository replays() {
        return replays;
    }

    Map<String, Set<Membership>> rooms() {
        return rooms;
    }

    void countReplay(String outcome) {
        metrics.counter("tidepool.realtime.replays", "outcome", outcome).increment();
    }

    void countEvent(boolean kept, Caller.Member member) {
        metrics.counter("tidepool.realtime.events", "outcome", kept ? "sent" : "lagged")
                .increment();
        if (!kept) {
            LOG.infof("event=socket_lagged organization=%s", member.organization());
        }
    }

    private static void deliver(Delivery delivery, Set<Membership> members) {
        members.forEach(member -> member.run(() -> member.receive(delivery)));
    }
}
