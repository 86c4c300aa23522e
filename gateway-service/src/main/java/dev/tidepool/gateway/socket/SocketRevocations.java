package dev.tidepool.gateway.socket;

import dev.tidepool.gateway.apikey.KeyEnds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Closes the sockets of credentials that are revoked, and shortens the lives of those that are replaced. */
@ApplicationScoped
class SocketRevocations {

    private final OpenSockets sockets;

    SocketRevocations(OpenSockets sockets) {
        this.sockets = sockets;
    }

    void keyEnds(@Observes KeyEnds ends) {
        String credential = "key:" + ends.hash();
        sockets.forEach(socket -> socket.credentialEnds(credential, ends.at()));
    }
}
