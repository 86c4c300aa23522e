package dev.tidepool.gateway.realtime;

import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.socket.Close;
import dev.tidepool.gateway.socket.OpenSocket;
import dev.tidepool.gateway.socket.SocketOwner;
import dev.tidepool.gateway.socket.SocketUse;
import dev.tidepool.kernel.caller.Caller;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One client of the hub: what it says, and the rooms it is in. Confined to the socket's event loop. */
final class HubSocket implements SocketUse {

    static final String KIND = "hub";

    private final OpenSocket socket;
    private final Origin origin;
    private final Hub hub;
    private final SocketLogin login;
    private final RealtimeConfig config;
    private final Subscriber subscriber;
    private final Map<String, Membership> rooms = new HashMap<>(4);
    private @Nullable Buffer begun;

    HubSocket(OpenSocket socket, Origin origin, Hub hub, SocketLogin login, RealtimeConfig config) {
        this.origin = origin;
        this.socket = socket;
        this.hub = hub;
        this.login = login;
        this.config = config;
        this.subscriber = new Subscriber(new SocketTransport(socket), config.buffer());
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** A message is whole with its final frame; its length was looked at before. */
    @Override
    public void frame(WebSocketFrame frame) {
        if (begun == null && frame.isFinal()) {
            receive(frame.textData());
            return;
        }
        begun = begun == null ? Buffer.buffer() : begun;
        begun.appendBuffer(frame.binaryData());
        if (frame.isFinal()) {
            String text = begun.toString();
            begun = null;
            receive(text);
        }
    }

    @Override
    public void refused(Duration retryAfter) {
        offer(ServerMessage.error(
                "rate_limited",
                "Your organisation has sent as many messages as its tier allows in a minute.",
                Math.max(1, (retryAfter.toMillis() + 999) / 1000)));
    }

    @Override
    public void expiring(Instant at) {
        offer(ServerMessage.credentialExpiring(at));
    }

    @Override
    public void stopping() {
        offer(ServerMessage.stopping(Instant.now()));
    }

    @Override
    public void closed() {
        subscriber.markClosed();
        rooms.values().forEach(hub::remove);
        rooms.clear();
        login.gone(this);
    }

    void run(Runnable step) {
        socket.run(step);
    }

    /** Where the handshake came from. */
    Origin origin() {
        return origin;
    }

    OpenSocket socket() {
        return socket;
    }

    boolean offer(String text) {
        return subscriber.offer(text);
    }

    boolean isIdle() {
        return subscriber.isIdle();
    }

    void whenEmpty(Runnable step) {
        subscriber.whenEmpty(step);
    }

    /** Whose it is: only owned sockets are in rooms. */
    Caller.Member member() {
        return socket.owner().map(SocketOwner::member).orElseThrow();
    }

    private void receive(String text) {
        Optional<ClientMessage> message = ClientMessage.parse(text);
        if (message.isEmpty()) {
            offer(ServerMessage.error("invalid_message", "Send subscribe, unsubscribe, authenticate or ping as JSON."));
            return;
        }
        switch (message.get()) {
            case ClientMessage.Ping ping -> offer(ServerMessage.pong());
            case ClientMessage.Authenticate authenticate -> login.authenticate(this, authenticate.token());
            case ClientMessage.Subscribe subscribe -> subscribe(subscribe);
            case ClientMessage.Unsubscribe unsubscribe -> unsubscribe(unsubscribe.room());
        }
    }

    private void subscribe(ClientMessage.Subscribe message) {
        Optional<Room> room = Room.of(message.room());
        Optional<SocketOwner> owner = socket.owner();
        if (owner.isEmpty()) {
            offer(ServerMessage.error("unauthenticated", "Send authenticate first."));
        } else if (room.isEmpty()) {
            offer(invalidRoom());
        } else if (!isPosition(message.lastEventId())) {
            offer(ServerMessage.error("invalid_last_event_id", "Send the id of the last event of this room."));
        } else {
            Optional<String> refusal = room.get().refusal(owner.get().member());
            refusal.ifPresentOrElse(
                    reason -> offer(ServerMessage.error("forbidden", reason)),
                    () -> join(room.get(), message.lastEventId()));
        }
    }

    private void join(Room room, String lastEventId) {
        Membership present = rooms.get(room.name());
        if (present == null && rooms.size() >= config.roomsPerSocket()) {
            offer(ServerMessage.error(
                    "too_many_rooms", "A socket listens in at most " + config.roomsPerSocket() + " rooms."));
            return;
        }
        if (present != null) {
            hub.remove(present);
        }
        boolean resumes = !lastEventId.isEmpty();
        long position = resumes ? Long.parseLong(lastEventId) : hub.now();
        Membership membership = new Membership(room, this, hub, position);
        rooms.put(room.name(), membership);
        // First listen, then read what was before: nothing falls between the two. What comes is sent on this event
        // loop,
        // after the answer; and an answer that closes the socket finds the membership to end.
        hub.add(membership);
        offer(ServerMessage.subscribed(room.name()));
        if (resumes) {
            membership.resume();
        }
    }

    private void unsubscribe(String name) {
        if (Room.of(name).isEmpty()) {
            offer(invalidRoom());
            return;
        }
        Membership membership = rooms.remove(name);
        if (membership != null) {
            hub.remove(membership);
        }
        offer(ServerMessage.unsubscribed(name));
    }

    /** After a change of credential: leaves the rooms that the new one does not open. */
    void leaveForbiddenRooms() {
        Caller.Member member = member();
        List<Membership> forbidden = rooms.values().stream()
                .filter(membership -> membership.room().refusal(member).isPresent())
                .toList();
        forbidden.forEach(membership -> unsubscribe(membership.room().name()));
    }

    private static boolean isPosition(String text) {
        return text.length() <= 16 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String invalidRoom() {
        return ServerMessage.error(
                "invalid_room",
                "There is no such room. Rooms are events:all, system, analytics, alerts, and agent, post, session,"
                        + " transaction, user or organization with an id, for example post:42.");
    }

    private record SocketTransport(OpenSocket socket) implements Transport {

        @Override
        public void send(String text) {
            socket.send(text);
        }

        @Override
        public boolean isCongested() {
            return socket.isCongested();
        }

        @Override
        public void whenDrained(Runnable step) {
            socket.whenDrained(step);
        }

        @Override
        public void lag() {
            socket.close(Close.LAGGED);
        }
    }
}
