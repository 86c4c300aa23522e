package dev.tidepool.gateway.realtime;

import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventSubscriber;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Rooms and who listens in them. An event goes to each of its rooms, in a private one only to its own organisation. */
@ApplicationScoped
class Hub {

    private static final Logger LOG = Logger.getLogger(Hub.class);

    private final EventSubscriber events;
    private final MeterRegistry metrics;
    private final RealtimeConfig config;
    private final ConcurrentMap<String, Set<Subscriber>> rooms = new ConcurrentHashMap<>();
    private final AtomicInteger sockets = new AtomicInteger();

    Hub(EventSubscriber events, MeterRegistry metrics, RealtimeConfig config) {
        this.events = events;
        this.metrics = metrics;
        this.config = config;
        metrics.gauge("tidepool.realtime.sockets", sockets);
        metrics.gauge("tidepool.realtime.rooms", rooms, ConcurrentMap::size);
    }

    void begin(@Observes StartupEvent started) {
        events.subscribe(Channels.ALL, this::publish);
    }

    /** Whether there is room for one more socket; if so it is counted until it leaves. */
    boolean enter() {
        if (sockets.incrementAndGet() <= config.maxSockets()) {
            return true;
        }
        sockets.decrementAndGet();
        return false;
    }

    void leave(Subscriber subscriber) {
        subscriber.markClosed();
        subscriber.rooms().forEach(room -> remove(subscriber, room));
        sockets.decrementAndGet();
    }

    /** Answers a client's message on its own socket. */
    void receive(Subscriber subscriber, String text) {
        Optional<ClientMessage> message = ClientMessage.parse(text);
        if (message.isEmpty()) {
            subscriber.offer(ServerMessage.error("invalid_message", "Send subscribe, unsubscribe or ping as JSON."));
            return;
        }
        switch (message.get()) {
            case ClientMessage.Ping ping -> subscriber.offer(ServerMessage.pong());
            case ClientMessage.Subscribe subscribe -> subscriber.offer(subscribe(subscriber, subscribe.room()));
            case ClientMessage.Unsubscribe unsubscribe -> subscriber.offer(unsubscribe(subscriber, unsubscribe.room()));
        }
    }

    private String subscribe(Subscriber subscriber, String name) {
        Optional<Room> room = Room.parse(name);
        if (room.isEmpty()) {
            return invalidRoom();
        }
        if (!room.get().admits(subscriber.organization())) {
            return ServerMessage.error("forbidden", "The room " + name + " belongs to another organisation.");
        }
        if (!subscriber.rooms().contains(room.get()) && subscriber.rooms().size() >= config.roomsPerSocket()) {
            return ServerMessage.error(
                    "too_many_rooms", "A socket listens in at most " + config.roomsPerSocket() + " rooms.");
        }
        add(subscriber, room.get());
        return ServerMessage.subscribed(name);
    }

    private String unsubscribe(Subscriber subscriber, String name) {
        Optional<Room> room = Room.parse(name);
        if (room.isEmpty()) {
            return invalidRoom();
        }
        subscriber.rooms().remove(room.get());
        remove(subscriber, room.get());
        return ServerMessage.unsubscribed(name);
    }

    private static String invalidRoom() {
        return ServerMessage.error("invalid_room", "A room is named kind or kind:id, for example post:42.");
    }

    private void add(Subscriber subscriber, Room room) {
        subscriber.rooms().add(room);
        // Within compute, so that an emptied room cannot be removed in between.
        rooms.compute(room.name(), (name, present) -> {
            Set<Subscriber> members = present == null ? ConcurrentHashMap.newKeySet() : present;
            members.add(subscriber);
            return members;
        });
    }

    private void remove(Subscriber subscriber, Room room) {
        rooms.computeIfPresent(room.name(), (name, members) -> {
            members.remove(subscriber);
            return members.isEmpty() ? null : members;
        });
    }

    void publish(Event event) {
        for (String name : event.rooms()) {
            Set<Subscriber> members = rooms.get(name);
            if (members != null) {
                deliver(event, new Room(name), members);
            }
        }
    }

    private void deliver(Event event, Room room, Set<Subscriber> members) {
        String text = ServerMessage.event(room.name(), event);
        boolean everybody = room.isPublic();
        for (Subscriber member : members) {
            if (everybody || member.organization().equals(event.organization())) {
                send(member, text);
            }
        }
    }

    private void send(Subscriber member, String text) {
        boolean kept = member.offer(text);
        metrics.counter("tidepool.realtime.events", "outcome", kept ? "sent" : "lagged")
                .increment();
        if (!kept) {
            LOG.infof("event=socket_lagged organization=%s", member.organization());
        }
    }
}
