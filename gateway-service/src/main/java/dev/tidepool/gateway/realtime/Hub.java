package dev.tidepool.gateway.realtime;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventListener;
import dev.tidepool.kernel.event.EventSubscriber;
import dev.tidepool.kernel.id.OrganizationId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Rooms and who listens in them. An event goes to each of its rooms; the room tells who of its members sees it. */
@Singleton
class Hub implements EventListener {

    private static final Logger LOG = Logger.getLogger(Hub.class);

    /** Of who may have missed something: no number of a subscription. */
    static final int CUT_OFF = -1;

    private final EventSubscriber events;
    private final ReplayReads replays;
    private final RealtimeConfig config;
    private final MeterRegistry metrics;
    private final ConcurrentMap<String, Set<Membership>> rooms = new ConcurrentHashMap<>();
    private final OrganizationRooms byOrganization = new OrganizationRooms();
    private final AtomicInteger subscribers = new AtomicInteger();
    private final AtomicLong lastPosition = new AtomicLong();
    private int changes;
    private volatile int subscription = CUT_OFF;
    private volatile long cutSince = System.nanoTime();

    Hub(EventSubscriber events, ReplayReads replays, RealtimeConfig config, MeterRegistry metrics) {
        this.events = events;
        this.replays = replays;
        this.config = config;
        this.metrics = metrics;
        metrics.gauge("tidepool.realtime.rooms", rooms, Map::size);
        metrics.gauge("tidepool.realtime.subscribers", subscribers);
    }

    /** Who comes before it is known where events stand could not be told what it missed. */
    void begin(@Observes StartupEvent started) {
        askForPosition().onComplete(asked -> events.subscribe(Channels.ALL, this));
    }

    void add(Membership membership) {
        subscribers.incrementAndGet();
        // Within compute, so that an emptied room cannot be removed in between.
        rooms.compute(membership.room().name(), (name, present) -> {
            Set<Membership> members = present == null ? ConcurrentHashMap.newKeySet(2) : present;
            members.add(membership);
            return members;
        });
        byOrganization.add(membership.organization(), membership.room().name());
    }

    void remove(Membership membership) {
        membership.leave();
        rooms.computeIfPresent(membership.room().name(), (name, members) -> {
            if (members.remove(membership)) {
                subscribers.decrementAndGet();
                byOrganization.remove(
                        membership.organization(), membership.room().name());
            }
            return members.isEmpty() ? null : members;
        });
    }

    @Override
    public void received(Event event, long position) {
        lastPosition.accumulateAndGet(position, Math::max);
        for (String name : event.rooms()) {
            Set<Membership> members = rooms.getOrDefault(name, Set.of());
            if (!members.isEmpty()) {
                Room.of(name).ifPresent(room -> deliver(Delivery.of(room, event, position), members));
            }
        }
    }

    @Override
    public synchronized void interrupted() {
        changes++;
        if (subscription != CUT_OFF) {
            subscription = CUT_OFF;
            cutSince = System.nanoTime();
        }
    }

    @Override
    public void resumed() {
        int change = nextChange();
        askForPosition().onComplete(asked -> listen(change));
    }

    private synchronized int nextChange() {
        return ++changes;
    }

    private synchronized void listen(int change) {
        if (change == changes) {
            subscription = change;
            rooms.values().forEach(members -> members.forEach(member -> member.run(member::catchUpIfInterrupted)));
        }
    }

    private Future<Long> askForPosition() {
        return replays.lastPosition().onSuccess(position -> lastPosition.accumulateAndGet(position, Math::max));
    }

    /** The number of the subscription that events come by now, or {@link #CUT_OFF}. */
    int subscription() {
        return subscription;
    }

    /** When the last time without a subscription began, in nanoseconds of the monotonic clock. */
    long cutSince() {
        return cutSince;
    }

    /** Where a listener begins who has missed nothing yet: above all events that came so far; 0 as long as that is unknown. */
    long now() {
        return lastPosition.get();
    }

    Duration keptFor() {
        return config.keptFor();
    }

    int keptPerRoom() {
        return config.keptPerRoom();
    }

    ReplayReads replays() {
        return replays;
    }

    /** The rooms that members of the organisation listen in, and how many in each. */
    SortedMap<String, Integer> roomsOf(OrganizationId organization) {
        return byOrganization.of(organization);
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
