package dev.tidepool.gateway.realtime;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CallerIdentity;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;

/** The hub's WebSocket. The edge has authenticated its caller, looked at its Origin and counted its request. */
@WebSocket(path = "/v1/realtime")
class RealtimeSocket {

    private static final Logger LOG = Logger.getLogger(RealtimeSocket.class);
    private static final TypedKey<Object> SUBSCRIBER = new TypedKey<>("tidepool.subscriber");
    private static final int POLICY = 1008;
    private static final int TOO_BIG = 1009;

    private final Hub hub;
    private final RealtimeConfig config;
    private final SecurityIdentity identity;

    RealtimeSocket(Hub hub, RealtimeConfig config, SecurityIdentity identity) {
        this.hub = hub;
        this.config = config;
        this.identity = identity;
    }

    @OnOpen
    @NonBlocking
    public void open(WebSocketConnection connection) {
        Transport transport = new ConnectionTransport(connection);
        if (!(CallerIdentity.callerOf(identity).orElse(null) instanceof Caller.Member member)) {
            transport.close(POLICY, "unauthenticated");
            return;
        }
        if (!hub.enter()) {
            transport.close(Subscriber.LAGGED, "too many sockets");
            return;
        }
        Subscriber subscriber = new Subscriber(member.organization(), transport, config.bufferedMessages());
        connection.userData().put(SUBSCRIBER, subscriber);
        subscriber.offer(ServerMessage.connected(connection.id()));
    }

    @OnTextMessage
    @NonBlocking
    public void message(String text, WebSocketConnection connection) {
        if (text.getBytes(StandardCharsets.UTF_8).length > config.maxMessageBytes()) {
            new ConnectionTransport(connection).close(TOO_BIG, "at most " + config.maxMessageBytes() + " bytes");
        } else if (connection.userData().get(SUBSCRIBER) instanceof Subscriber subscriber) {
            hub.receive(subscriber, text);
        }
    }

    @OnClose
    @NonBlocking
    public void close(WebSocketConnection connection) {
        if (connection.userData().get(SUBSCRIBER) instanceof Subscriber subscriber) {
            hub.leave(subscriber);
        }
    }

    @OnError
    @NonBlocking
    public void failed(Throwable failure) {
        LOG.debugf("event=socket_failed reason=%s", failure.toString());
    }

    private record ConnectionTransport(WebSocketConnection connection) implements Transport {

        @Override
        public Uni<Void> send(String text) {
            return connection.sendText(text);
        }

        @Override
        public void close(int code, String reason) {
            connection.close(new CloseReason(code, reason)).subscribe().with(done -> {}, failure -> {});
        }
    }
}
