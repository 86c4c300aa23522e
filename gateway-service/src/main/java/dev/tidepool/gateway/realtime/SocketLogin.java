package dev.tidepool.gateway.realtime;

import dev.tidepool.gateway.auth.Authentication;
import dev.tidepool.gateway.auth.Authenticator;
import dev.tidepool.gateway.socket.Close;
import dev.tidepool.gateway.socket.OpenSockets;
import dev.tidepool.gateway.socket.SocketOwner;
import dev.tidepool.gateway.socket.SocketPlace;
import dev.tidepool.kernel.log.LogAllowance;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/** A credential in a message: the first one of a socket that came without, or a fresh one before the old one expires. */
@Singleton
class SocketLogin {

    private static final Logger LOG = Logger.getLogger(SocketLogin.class);

    private final Authenticator authenticator;
    private final OpenSockets sockets;
    private final RealtimeConfig config;
    private final Vertx vertx;
    private final ConcurrentMap<HubSocket, Long> unauthenticated = new ConcurrentHashMap<>();
    private final LogAllowance refusals = new LogAllowance(5);
    private final LogAllowance outages = new LogAllowance(5);

    SocketLogin(Authenticator authenticator, OpenSockets sockets, RealtimeConfig config, Vertx vertx) {
        this.authenticator = authenticator;
        this.sockets = sockets;
        this.config = config;
        this.vertx = vertx;
    }

    /** Whether one more socket may be open without a credential. */
    boolean hasRoom() {
        return unauthenticated.size() < config.maxUnauthenticated();
    }

    /** Closes the socket if nobody has shown a credential in time. */
    void await(HubSocket client) {
        long timer = vertx.setTimer(
                config.authenticateWithin().toMillis(),
                late -> client.run(() -> client.socket().close(Close.UNAUTHENTICATED)));
        unauthenticated.put(client, timer);
    }

    void gone(HubSocket client) {
        Long timer = unauthenticated.remove(client);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }

    /** Nothing else of the client's is read until this is settled. */
    void authenticate(HubSocket client, String token) {
        Future<Authentication> word = authenticator.authenticate(token, client::origin);
        client.socket().pause();
        word.onComplete(done -> client.run(() -> {
            client.socket().resume();
            if (done.failed()) {
                outages.next(System.nanoTime())
                        .ifPresent(suppressed -> LOG.errorf(
                                "event=authentication_unavailable reason=%s suppressed=%d", done.cause(), suppressed));
                client.offer(ServerMessage.error("unavailable", "Credentials cannot be checked. Try again.", 1));
                return;
            }
            switch (done.result()) {
                case Authentication.Known known -> settle(client, SocketOwners.of(known));
                case Authentication.Absent absent -> refuse(client);
                case Authentication.Refused refused -> refuse(client);
                case Authentication.Over over -> refuse(client);
                case Authentication.Throttled throttled -> throttle(client, throttled.retryAfter());
            }
        }));
    }

    private void settle(HubSocket client, SocketOwner owner) {
        Optional<SocketOwner> present = client.socket().owner();
        if (present.isEmpty()) {
            admit(client, owner);
        } else if (present.get().isSameAs(owner)) {
            client.socket().belongsTo(owner);
            client.leaveForbiddenRooms();
            client.offer(ServerMessage.authenticated());
        } else {
            client.offer(ServerMessage.error("forbidden", "The credential is somebody else's. Open another socket."));
        }
    }

    private void admit(HubSocket client, SocketOwner owner) {
        Future<SocketPlace> reserved = sockets.reserve(owner.member());
        client.socket().pause();
        reserved.onComplete(done -> client.run(() -> {
            client.socket().resume();
            if (done.succeeded()) {
                gone(client);
                client.socket().belongsTo(owner);
                client.socket().holds(done.result());
                client.offer(ServerMessage.authenticated());
            } else {
                client.offer(refusal(done.cause()));
                client.socket().close(Close.TRY_LATER);
            }
        }));
    }

    private static String refusal(Throwable failure) {
        return failure instanceof Problem problem
                ? ServerMessage.error(
                        problem.code().name().toLowerCase(java.util.Locale.ROOT),
                        problem.detail(),
                        problem.members().get("retryAfter") instanceof Long seconds ? seconds : 1)
                : ServerMessage.error("unavailable", "Try again.", 1);
    }

    private static void throttle(HubSocket client, Duration retryAfter) {
        client.offer(ServerMessage.error(
                "rate_limited",
                "Too many credentials that are not valid came from your address.",
                Math.max(1, retryAfter.toSeconds())));
        client.socket().close(Close.FLOOD);
    }

    private void refuse(HubSocket client) {
        refusals.next(System.nanoTime())
                .ifPresent(suppressed -> LOG.infof(
                        "event=unauthorized reason=\"credential refused\" path=/v1/realtime suppressed=%d",
                        suppressed));
        client.offer(ServerMessage.error("unauthenticated", "The credential is not valid."));
        if (client.socket().owner().isEmpty()) {
            client.socket().close(Close.UNAUTHENTICATED);
        }
    }
}
