package dev.tidepool.gateway.realtime;

import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.socket.Handshake;
import dev.tidepool.gateway.socket.OpenSocket;
import dev.tidepool.gateway.socket.OpenSockets;
import dev.tidepool.gateway.socket.SocketOwner;
import dev.tidepool.gateway.socket.SocketPlace;
import dev.tidepool.gateway.socket.SocketUse;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** The hub's door. The edge has looked at Origin and credential and has counted the request. */
@Singleton
public class RealtimeSockets {

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
    public void open(Handshake handshake) {
        handshake.owner().ifPresentOrElse(owner -> openFor(handshake, owner), () -> openForNobody(handshake));
    }

    private void openFor(Handshake handshake, SocketOwner owner) {
        sockets.reserve(owner.member())
                .onSuccess(place -> accept(handshake, owner, place))
                .onFailure(handshake::refuse);
    }

    private void accept(Handshake handshake, SocketOwner owner, SocketPlace place) {
        Origin origin = handshake.origin();
        sockets.accept(handshake, socket -> {
                    socket.belongsTo(owner);
                    socket.holds(place);
                    return greeted(socket, origin);
                })
                .onFailure(failure -> {
                    place.release();
                    handshake.refuse(failure);
                });
    }

    private void openForNobody(Handshake handshake) {
        Optional<Problem> refusal = login.hasRoom()
                ? sockets.refusal()
                : Optional.of(Problem.unauthorized("Send an API key or an access token with the handshake."));
        Origin origin = handshake.origin();
        refusal.ifPresentOrElse(
                handshake::refuse,
                () -> sockets.accept(handshake, socket -> awaited(socket, origin))
                        .onFailure(handshake::refuse));
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
}
