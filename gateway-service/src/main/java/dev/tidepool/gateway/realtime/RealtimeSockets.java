package dev.tidepool.gateway.realtime;

import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.auth.EdgeCredential;
import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.gateway.socket.OpenSocket;
import dev.tidepool.gateway.socket.OpenSockets;
import dev.tidepool.gateway.socket.SocketOwner;
import dev.tidepool.gateway.socket.SocketPlace;
import dev.tidepool.gateway.socket.SocketUse;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/** The hub's door. The edge has looked at Origin and credential and has counted the request. */
@ApplicationScoped
public class RealtimeSockets {

    private static final Logger LOG = Logger.getLogger(RealtimeSockets.class);

    private final OpenSockets sockets;
    private final Hub hub;
    private final SocketLogin login;
    private final RealtimeConfig config;
    private final Uuid7Generator ids;

    RealtimeSockets(OpenSockets sockets, Hub hub, SocketLogin login, RealtimeConfig config, Uuid7Generator ids) {
        this.sockets = sockets;
        this.hub = hub;
        this.login = login;
        this.config = config;
        this.ids = ids;
    }

    /** Upgrades, or refuses. Without a credential so far, the client has to show one in its first message. */
    public void open(RoutingContext routing) {
        EdgeCredential.of(routing)
                .map(SocketOwner::of)
                .ifPresentOrElse(owner -> openFor(routing, owner), () -> openForNobody(routing));
    }

    private void openFor(RoutingContext routing, SocketOwner owner) {
        sockets.reserve(owner.member())
                .onSuccess(place -> accept(routing, owner, place))
                .onFailure(failure -> refuse(routing, failure));
    }

    private void accept(RoutingContext routing, SocketOwner owner, SocketPlace place) {
        Origin origin = Origin.of(routing);
        sockets.accept(routing.request(), socket -> {
                    socket.belongsTo(owner);
                    socket.holds(place);
                    return greeted(socket, origin);
                })
                .onFailure(failure -> {
                    place.release();
                    refuse(routing, failure);
                });
    }

    private void openForNobody(RoutingContext routing) {
        if (!login.hasRoom()) {
            refuse(routing, Problem.unauthorized("Send an API key or an access token with the handshake."));
            return;
        }
        Origin origin = Origin.of(routing);
        sockets.refusal()
                .ifPresentOrElse(
                        problem -> refuse(routing, problem),
                        () -> sockets.accept(routing.request(), socket -> awaited(socket, origin))
                                .onFailure(failure -> refuse(routing, failure)));
    }

    private SocketUse awaited(OpenSocket socket, Origin origin) {
        HubSocket client = greeted(socket, origin);
        login.await(client);
        return client;
    }

    private HubSocket greeted(OpenSocket socket, Origin origin) {
        HubSocket client = new HubSocket(socket, origin, hub, login, config);
        client.offer(ServerMessage.connected(ids.next(UUID::toString)));
        return client;
    }

    private static void refuse(RoutingContext routing, Throwable failure) {
        if (failure instanceof Problem problem) {
            Reply.problem(routing, problem);
        } else {
            LOG.debugf("event=upgrade_failed reason=%s", failure.toString());
            Reply.problem(routing, Problem.badRequest("The WebSocket handshake is not valid."));
        }
    }
}
